import { sql } from 'kysely'
import type { QueryConfig } from 'pg'
import type { Marketplace } from './connect.ts'
import type { Mapping } from './mapping.ts'

/** What EXPLAIN (FORMAT JSON) gives, as far as it is read: https://www.postgresql.org/docs/current/sql-explain.html */
type Plan = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }

/** pg knows this option and its types do not; the extended protocol refuses a text of several statements. */
type ExtendedQuery = QueryConfig & { queryMode: 'extended' }

/**
 * About how many rows the five SELECTs give, by the planner's statistics: nothing is read. Only for those who
 * wait, so a database that cannot tell is no reason to stop.
 *
 * @returns undefined when it cannot be told
 */
export async function estimateRows(
  { pool, db }: Marketplace,
  mapping: Mapping,
): Promise<{ about: number } | undefined> {
  try {
    let about = 0
    for (const select of mapping.selects) {
      const text = sql`explain (format json) ${sql.raw(select.sql)}`.compile(db).sql
      const query: ExtendedQuery = { text, queryMode: 'extended' }
      const { rows } = await pool.query<Plan>(query)
      about += rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
    }
    return { about }
  } catch {
    return undefined
  }
}
