import type { HeadAnswer, ObjectStore, RecoveryObjectStore, StoreCheck } from '../storage/object-store.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import type { Check, ClockReading } from './check.ts'
import { checkOrder } from './check-order.ts'

type StoreChecks = { checks: Check[]; clocks: ClockReading[] }

/** Asks a primary store whether it can be listed, how it says "not found", and whether its order can be relied on. */
export async function checkPrimary(store: ObjectStore, signal: AbortSignal): Promise<StoreChecks> {
  const [check, absent] = await Promise.all([store.check(signal), store.head(ABSENT_KEY, signal)])
  const absence = judgeAbsence(store.bucket, absent)
  const about = { subject: 'store', name: `storage ${store.bucket}` } as const
  const clocks = clockOf(store.bucket, check)
  if (check.ok)
    return {
      checks: [{ ...about, result: 'ok', detail: 'can be listed' }, absence, await checkOrder(store, signal)],
      clocks,
    }
  const failed = { detail: check.error, advice: check.advice, exitCode: EXIT.noSource } as const
  return {
    checks: [{ ...about, result: 'failed', ...failed }, ...(absent.answer === 'forbidden' ? [absence] : [])],
    clocks,
  }
}

/** A run calls missing only what a store definitely says is not there; so it must be able to say it. */
function judgeAbsence(bucket: string, asked: HeadAnswer): Check {
  const about = { subject: 'absence', name: `absent keys of ${bucket}` } as const
  switch (asked.answer) {
    case 'absent':
      return { ...about, result: 'ok', detail: 'are answered "not found"' }
    case 'found':
      return {
        ...about,
        result: 'warning',
        detail: 'asking for a key that cannot exist found an object: no object could ever be called missing',
        advice: 'ask the host of the storage why HEAD finds what is not there',
      }
    case 'forbidden':
      return {
        ...about,
        result: 'warning',
        detail: `asking for a key that does not exist gave ${asked.error} and not "not found": every missing object would be unknown`,
        advice:
          'grant s3:ListBucket on the bucket itself (without it S3 answers 403 for an absent key), and s3:GetObject on its objects',
      }
    case 'error':
      return {
        ...about,
        result: 'warning',
        detail: `asking for a key that does not exist gave ${asked.error}: missing objects would be unknown`,
        advice: 'ask the host of the storage; --resume goes on when it answers again',
      }
  }
}

/** Asks a primary store in which older versions are looked for whether it lets them be listed. */
export async function checkVersions(store: ObjectStore, signal: AbortSignal): Promise<Check> {
  const about = { subject: 'recovery', name: `versions of ${store.bucket}` } as const
  const asked = await store.versions(ABSENT_KEY, signal)
  if (asked.answer === 'listed') return { ...about, result: 'ok', detail: 'can be listed' }
  if (asked.answer === 'unsupported') return { ...about, result: 'ok', detail: 'the store keeps none' }
  return {
    ...about,
    result: 'warning',
    detail: `${asked.error}: what is damaged and has no other copy would be of unknown recovery`,
    advice:
      'grant s3:ListBucketVersions on the bucket and s3:GetObjectVersion on its objects, or set versions: false',
  }
}

/** Asks a recovery store whether it answers. Without it recoveries are unknown, and no more. */
export async function checkRecovery(store: RecoveryObjectStore, signal: AbortSignal): Promise<StoreChecks> {
  const about = { subject: 'recovery', name: `recovery ${store.name}` } as const
  const check = await store.check(signal)
  const answered: Check = check.ok
    ? { ...about, result: 'ok', detail: 'answers' }
    : {
        ...about,
        result: 'warning',
        detail: `${check.error}: recoveries will be unknown`,
        advice: check.advice,
      }
  return { checks: [answered], clocks: clockOf(store.name, check) }
}

function clockOf(of: string, { clockAheadMs }: StoreCheck): ClockReading[] {
  return clockAheadMs === undefined ? [] : [{ of, aheadMs: clockAheadMs }]
}

/** No program makes such a key; asking for it shows how the store says "not found". */
const ABSENT_KEY = 'constat/this-key-does-not-exist-9d1f6f0e'
