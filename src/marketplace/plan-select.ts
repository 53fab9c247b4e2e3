import { type Kysely, sql } from 'kysely'
import { DatabaseError } from 'pg'
import { messageOf } from '../vocabulary/failure.ts'
import { type AnySchema, type Marketplace, marketplaceFailure } from './connect.ts'
import type { MappedSelect } from './mapping.ts'

/** What the database says of a SELECT without reading it: how many rows it plans for, or why it cannot run. */
export type SelectPlan = { rows: number } | { error: string }

type PlanRow = { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }

/** Long enough for one row of any view; a SELECT that sorts everything first is left to the run. */
const FIRST_ROW_TIMEOUT_MS = '5000'

/**
 * Has the database plan a SELECT that it could prepare. Unlike preparing, planning asks for the role's rights.
 *
 * @throws Failure (4) when the database stops answering
 */
export async function planSelect(marketplace: Marketplace, select: MappedSelect): Promise<SelectPlan> {
  try {
    const [row] = await readOnly(marketplace, (trx) => selectFrom(trx, select).explain<PlanRow>('json'))
    return { rows: row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0 }
  } catch (cause) {
    if (cause instanceof DatabaseError) return { error: messageOf(cause) }
    throw marketplaceFailure(cause)
  }
}

/**
 * Asks whether a SELECT gives any row, for a few seconds.
 *
 * @returns undefined when there was no telling: it took too long, or a value could not be read (the run says which)
 * @throws Failure (4) when the database stops answering
 */
export async function givesRows(
  marketplace: Marketplace,
  select: MappedSelect,
): Promise<boolean | undefined> {
  try {
    return await readOnly(marketplace, async (trx) => {
      await sql`select set_config('statement_timeout', ${FIRST_ROW_TIMEOUT_MS}, true)`.execute(trx)
      return (await selectFrom(trx, select).limit(1).execute()).length > 0
    })
  } catch (cause) {
    if (cause instanceof DatabaseError) return undefined
    throw marketplaceFailure(cause)
  }
}

/** The SELECT of a mapping as a table; it was prepared by itself before, so it is one statement. */
function selectFrom(trx: Kysely<AnySchema>, select: MappedSelect) {
  return trx
    .selectFrom(sql<Record<string, unknown>>`(${sql.raw(select.sql)}\n)`.as('mapped'))
    .select(sql<number>`1`.as('one'))
}

function readOnly<T>({ db }: Marketplace, work: (trx: Kysely<AnySchema>) => Promise<T>): Promise<T> {
  return db.transaction().setAccessMode('read only').execute(work)
}
