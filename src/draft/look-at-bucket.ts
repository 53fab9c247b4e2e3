import type { ObjectStore } from '../storage/object-store.ts'
import { messageOf } from '../vocabulary/failure.ts'

/** The first keys of a bucket, or why there are none. */
export type BucketLook = { name: string } & (
  | { answers: true; keys: string[] }
  | { answers: false; error: string; advice: string }
)

/** Lists the first page of a bucket. Never throws, but for an interruption: a draft can do without. */
export async function lookAtBucket(store: ObjectStore, signal: AbortSignal): Promise<BucketLook> {
  const name = store.bucket
  const check = await store.check(signal)
  if (!check.ok) return { name, answers: false, error: check.error, advice: check.advice }
  try {
    for await (const page of store.list({ prefix: '', after: '', signal }))
      return { name, answers: true, keys: page.keys }
    return { name, answers: true, keys: [] }
  } catch (error) {
    signal.throwIfAborted()
    return { name, answers: false, error: messageOf(error), advice: 'ask the host of the storage' }
  }
}
