import { relative } from 'node:path'
import { checkMapping } from '../marketplace/check-mapping.ts'
import { greetMarketplace, type Marketplace } from '../marketplace/connect.ts'
import { draftsOf } from '../marketplace/draft-mark.ts'
import type { MappedSelect, Mapping } from '../marketplace/mapping.ts'
import { beginSelect, givesRows, planSelect } from '../marketplace/plan-select.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Check, ClockReading } from './check.ts'

type MarketplaceChecks = {
  checks: Check[]
  clocks: ClockReading[]
  /** How many expected objects the database plans for; unknown when that was not asked, or the mapping cannot be used. */
  expectedRows?: number
}

/**
 * Asks the database whether it is there, what the role may do, and whether the mapping can be read.
 *
 * @param plans is it asked how many rows it plans for (EXPLAIN)?
 */
export async function checkMarketplace(
  marketplace: Marketplace,
  mapping: Mapping,
  plans: boolean,
): Promise<MarketplaceChecks> {
  try {
    const { version, writable, clockAheadMs } = await greetMarketplace(marketplace)
    const answers = `PostgreSQL ${version} answers`
    const { checks, expectedRows } = await checkSelects(marketplace, mapping, plans)
    return {
      checks: [
        { subject: 'marketplace', name: 'marketplace', result: 'ok', detail: answers },
        judgeRole(writable),
        ...checks,
      ],
      clocks: [{ of: 'the database', aheadMs: clockAheadMs }],
      ...(expectedRows === undefined ? {} : { expectedRows }),
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { message: detail, advice, exitCode } = error
    return {
      checks: [{ subject: 'marketplace', name: 'marketplace', result: 'failed', detail, advice, exitCode }],
      clocks: [],
    }
  }
}

function judgeRole(writable: readonly string[]): Check {
  const about = { subject: 'role', name: 'role' } as const
  if (writable.length === 0) return { ...about, result: 'ok', detail: 'the role can only read' }
  const tables = writable.length === 1 ? 'one table' : `${writable.length} tables`
  const some = writable.slice(0, 3).join(', ')
  return {
    ...about,
    result: 'warning',
    detail: `the role can write to ${tables} (${some}${writable.length > 3 ? '…' : ''})`,
    advice: 'give constat a role that can only SELECT; its session is read-only all the same',
  }
}

/** Drafts first, then columns, then rights; each only asks about what the one before let through. */
async function checkSelects(
  marketplace: Marketplace,
  mapping: Mapping,
  plans: boolean,
): Promise<{ checks: Check[]; expectedRows?: number }> {
  const drafts = draftsOf(mapping)
  const written = mapping.selects.filter((select) => !drafts.includes(select))
  const problems = await checkMapping(marketplace, { ...mapping, selects: written })
  const failed = [
    ...drafts.map((select) =>
      mappingFailure(
        `the mapping ${select.name}.sql is still the draft that init wrote: it gives no rows`,
        'write its SELECT; if there is nothing to give, delete the words behind "where false"',
      ),
    ),
    ...problems.map((problem) => mappingFailure(problem, 'mend the SELECT; nothing was read')),
  ]
  if (failed.length > 0) return { checks: failed }
  return await checkPlans(marketplace, mapping, plans)
}

async function checkPlans(
  marketplace: Marketplace,
  mapping: Mapping,
  plans: boolean,
): Promise<{ checks: Check[]; expectedRows?: number }> {
  const failed: Check[] = []
  let expectedRows: number | undefined
  for (const select of mapping.selects) {
    const plan = await (plans ? planSelect : beginSelect)(marketplace, select)
    if ('error' in plan)
      failed.push(
        mappingFailure(
          `${fileOf(select)}: ${plan.error}`,
          'mend the SELECT, or grant the role what it reads',
        ),
      )
    else if (select.name === EXPECTED_OBJECTS) expectedRows = plan.rows
  }
  if (failed.length > 0) return { checks: failed }
  const folder = relative(process.cwd(), mapping.folder) || '.'
  const columns = `the five SELECTs of ${folder} give the contract's columns`
  return {
    checks: [
      { subject: 'mapping', name: 'mapping', result: 'ok', detail: columns },
      await checkPromises(marketplace, mapping, expectedRows),
    ],
    ...(expectedRows === undefined ? {} : { expectedRows }),
  }
}

/** A database that promises nothing would make every run a good one. */
async function checkPromises(
  marketplace: Marketplace,
  mapping: Mapping,
  expectedRows: number | undefined,
): Promise<Check> {
  const about = { subject: 'promises', name: 'promises' } as const
  const select = mapping.selects.find(({ name }) => name === EXPECTED_OBJECTS)
  const some = select === undefined ? false : await givesRows(marketplace, select)
  const estimate =
    expectedRows === undefined
      ? 'they can be read'
      : `about ${Math.round(expectedRows).toLocaleString('en')} expected objects, as the database plans`
  if (some === undefined)
    return { ...about, result: 'ok', detail: `${estimate}; whether there is one was not asked to the end` }
  if (typeof some === 'object')
    return mappingFailure(
      `${select === undefined ? EXPECTED_OBJECTS : fileOf(select)}: ${some.error}`,
      'mend the SELECT: what it calls tries to write',
    )
  if (some) return { ...about, result: 'ok', detail: estimate }
  return {
    ...about,
    result: 'failed',
    detail: `${select === undefined ? EXPECTED_OBJECTS : fileOf(select)} gives no rows: nothing would be expected`,
    advice: 'check its joins and conditions, and that the role sees the rows',
    exitCode: EXIT.usage,
  }
}

const EXPECTED_OBJECTS = 'expected-objects'

function mappingFailure(detail: string, advice: string): Check {
  return { subject: 'mapping', name: 'mapping', result: 'failed', detail, advice, exitCode: EXIT.usage }
}

function fileOf({ file }: MappedSelect): string {
  return relative(process.cwd(), file)
}
