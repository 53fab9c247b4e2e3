import { type RawBuilder, sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { CatalogueColumn, CatalogueTable } from './catalogue.ts'
import { type Marketplace, marketplaceFailure } from './connect.ts'

/** Above so many rows some blocks of the table are looked at, below it all of it. */
const ROWS_LOOKED_AT = 10_000
const SAMPLE_TIMEOUT_MS = '2000'
/** A key has at most 1,024 bytes; of longer texts the beginning shows what they are not. */
const MOST_CHARACTERS = 1100

/**
 * Reads a few rows of some columns, at random, in a read-only transaction of two seconds at the most. The values are
 * for looking at their shape only: they may be about people and are never to be shown.
 *
 * @returns the values that are neither null nor empty, a list for each column; empty ones when it took too long
 * @throws Failure (4) when the database stops answering
 */
export async function sampleColumns(
  marketplace: Marketplace,
  table: CatalogueTable,
  columns: readonly CatalogueColumn[],
  rows: number,
): Promise<string[][]> {
  const picked = columns.map(({ name }, i) =>
    sql<string | null>`left(${sql.id(name)}::text, ${MOST_CHARACTERS})`.as(`c${i}`),
  )
  const query = (source: RawBuilder<Record<string, unknown>>) =>
    marketplace.db
      .transaction()
      .setAccessMode('read only')
      .execute(async (trx) => {
        await sql`select set_config('statement_timeout', ${SAMPLE_TIMEOUT_MS}, true)`.execute(trx)
        const some = trx.selectFrom(source.as('sampled')).select(picked)
        const [only] = columns
        const filled = columns.length === 1 && only !== undefined
        return await (filled ? some.where(sql<boolean>`${sql.id(only.name)}::text <> ''`) : some)
          .orderBy(sql`random()`)
          .limit(rows)
          .execute()
      })
  try {
    const found = await query(someRows(table))
    return columns.map((_, i) => found.map((row) => row[`c${i}`] ?? '').filter((value) => value !== ''))
  } catch (cause) {
    if (cause instanceof DatabaseError) return columns.map(() => [])
    throw marketplaceFailure(cause)
  }
}

/** A sorted whole of a view could take for ever: of what has no blocks the first rows are taken. */
function someRows({ schema, name, rows, hasBlocks }: CatalogueTable): RawBuilder<Record<string, unknown>> {
  const table = sql.id(schema, name)
  if (!hasBlocks) return sql`(select * from ${table} limit ${ROWS_LOOKED_AT})`
  if (rows === null || rows <= ROWS_LOOKED_AT) return sql`${table}`
  const share = Math.max((100 * ROWS_LOOKED_AT) / rows, 0.001)
  return sql`(select * from ${table} tablesample system (${share}))`
}
