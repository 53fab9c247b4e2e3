import { type Kysely, sql } from 'kysely'
import { DatabaseError } from 'pg'
import { type AnySchema, type Marketplace, marketplaceFailure, readOnly } from './connect.ts'
import { describeDatabaseError } from './database-error.ts'
import type { MappedSelect } from './mapping.ts'

/**
 * What the database says of a SELECT without reading it: that it can run, and how many rows it plans for when that was
 * asked; or why it cannot.
 */
export type SelectPlan = { rows?: number } | { error: string }

type PlanRow = { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }

/** Long enough for one row of any view; a SELECT that sorts everything first is left to the run. */
const FIRST_ROW_TIMEOUT_MS = '5000'

/**
 * Has the database plan a SELECT that it could prepare. Unlike preparing, planning asks for the role's rights.
 *
 * @throws Failure (4) when the database stops answering
 */
export function planSelect({ db }: Marketplace, select: MappedSelect): Promise<SelectPlan> {
  return unlessRefused(async () => {
    const [row] = await readOnly(db, (trx) => selectFrom(trx, select).explain<PlanRow>('json'))
    return { rows: row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0 }
  })
}

/**
 * Has the database begin a SELECT that it could prepare, and end it before its first row: that asks for the role's rights
 * too. What a run sends is then a SELECT, and no EXPLAIN.
 *
 * @throws Failure (4) when the database stops answering
 */
export function beginSelect({ db }: Marketplace, select: MappedSelect): Promise<SelectPlan> {
  return unlessRefused(async () => {
    await readOnly(db, (trx) => selectFrom(trx, select).limit(0).execute())
    return {}
  })
}

async function unlessRefused(ask: () => Promise<SelectPlan>): Promise<SelectPlan> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof DatabaseError) return { error: describeDatabaseError(cause) }
    throw marketplaceFailure(cause)
  }
}

/**
 * Asks whether a SELECT gives any row, for a few seconds.
 *
 * @returns undefined when there was no telling: it took too long, or a value could not be read (the run says which);
 *   an error when it tried to write
 * @throws Failure (4) when the database stops answering
 */
export async function givesRows(
  marketplace: Marketplace,
  select: MappedSelect,
): Promise<boolean | { error: string } | undefined> {
  try {
    return await readOnly(marketplace.db, async (trx) => {
      await sql`select set_config('statement_timeout', ${FIRST_ROW_TIMEOUT_MS}, true)`.execute(trx)
      return (await selectFrom(trx, select).limit(1).execute()).length > 0
    })
  } catch (cause) {
    if (cause instanceof DatabaseError)
      return cause.code?.startsWith(TRANSACTION_STATE) ? { error: describeDatabaseError(cause) } : undefined
    throw marketplaceFailure(cause)
  }
}

/** The class of errors of what a read-only transaction refuses, leaving it among them: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const TRANSACTION_STATE = '25'

/** The SELECT of a mapping as a table; it was prepared by itself before, so it is one statement. */
function selectFrom(trx: Kysely<AnySchema>, select: MappedSelect) {
  return trx
    .selectFrom(sql<Record<string, unknown>>`(${sql.raw(select.sql)}\n)`.as('mapped'))
    .select(sql<number>`1`.as('one'))
}
