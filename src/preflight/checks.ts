import { relative } from 'node:path'
import type { Config } from '../config/schema.ts'
import { checkMapping } from '../marketplace/check-mapping.ts'
import { greetMarketplace, type Marketplace } from '../marketplace/connect.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import type { ObjectStore, RecoveryObjectStore } from '../storage/object-store.ts'
import type { Stores } from '../storage/open.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Check } from './check.ts'
import { checkInventorySources } from './check-inventory.ts'

type Opened = {
  config: Config
  marketplace: Marketplace
  mapping: Mapping
  stores: Stores
  signal: AbortSignal
  /** An interrupted run may have read its inventories already; they are not asked for again beforehand. */
  resuming?: boolean
}

/** Asks everything that a run rests on whether it is there: the database, the mapping, each store. */
export async function runChecks({
  config,
  marketplace,
  mapping,
  stores,
  signal,
  resuming,
}: Opened): Promise<Check[]> {
  return [
    ...(await checkMarketplace(marketplace, mapping)),
    ...(await Promise.all(stores.primary.map((store) => checkPrimary(store, signal)))).flat(),
    ...(resuming === true ? [] : await checkInventorySources(config, signal)),
    ...(await Promise.all(stores.recovery.map((store) => checkRecovery(store, signal)))),
  ]
}

async function checkMarketplace(marketplace: Marketplace, mapping: Mapping): Promise<Check[]> {
  const folder = relative(process.cwd(), mapping.folder) || '.'
  try {
    const { version, writable } = await greetMarketplace(marketplace)
    const problems = await checkMapping(marketplace, mapping)
    return [
      { name: 'marketplace', result: 'ok', detail: `PostgreSQL ${version} answers` },
      writable.length === 0
        ? { name: 'role', result: 'ok', detail: 'the role can only read' }
        : {
            name: 'role',
            result: 'warning',
            detail: `the role can write to ${writable.length} tables (${writable.slice(0, 3).join(', ')}…)`,
            advice: 'give constat a role that can only SELECT; its session is read-only all the same',
          },
      ...(problems.length === 0
        ? [
            {
              name: 'mapping',
              result: 'ok' as const,
              detail: `the five SELECTs of ${folder} give the contract's columns`,
            },
          ]
        : []),
      ...problems.map((detail) => ({
        name: 'mapping',
        result: 'failed' as const,
        detail,
        advice: 'mend the SELECT; nothing was read',
        exitCode: EXIT.usage,
      })),
    ]
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return [
      {
        name: 'marketplace',
        result: 'failed',
        detail: error.message,
        advice: error.advice,
        exitCode: error.exitCode,
      },
    ]
  }
}

async function checkPrimary(store: ObjectStore, signal: AbortSignal): Promise<Check[]> {
  const name = `storage ${store.bucket}`
  const check = await store.check(signal)
  if (!check.ok)
    return [{ name, result: 'failed', detail: check.error, advice: check.advice, exitCode: EXIT.noSource }]
  const absent = await store.head(ABSENT_KEY, signal)
  const listed: Check = { name, result: 'ok', detail: 'can be listed' }
  if (absent.answer === 'absent') return [listed]
  const how = absent.answer === 'found' ? 'found' : absent.error
  return [
    listed,
    {
      name,
      result: 'warning',
      detail: `asking for a key that cannot exist gave "${how}" and not "not found": absences will be unknown`,
      advice: 'grant s3:ListBucket on the bucket and s3:GetObject on its objects',
    },
  ]
}

async function checkRecovery(store: RecoveryObjectStore, signal: AbortSignal): Promise<Check> {
  const name = `recovery ${store.name}`
  const check = await store.check(signal)
  if (check.ok) return { name, result: 'ok', detail: 'answers' }
  return {
    name,
    result: 'warning',
    detail: `${check.error}: recoveries will be unknown`,
    advice: check.advice,
  }
}

/** No program makes such a key; asking for it shows how the store says "not found". */
const ABSENT_KEY = 'constat/this-key-does-not-exist-9d1f6f0e'
