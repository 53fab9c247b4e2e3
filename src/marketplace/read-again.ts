import { sql } from 'kysely'
import { type Marketplace, marketplaceFailure, readOnly } from './connect.ts'
import type { Mapping } from './mapping.ts'

/** A file as the database tells it: its collectivity and its own id (the key, where a row has no file id). */
export type AskedFile = { collectivity_id: string; file_id: string }

/**
 * Asks the database again for all rows of some files of `expected-objects.sql`, in one read-only transaction.
 *
 * @returns the rows as columns of text, in the contract's order
 * @throws Failure (4) when the database does not answer; DatabaseError when the SELECT fails
 */
export async function readFilesAgain(
  { db }: Marketplace,
  mapping: Mapping,
  files: readonly AskedFile[],
): Promise<(string | null)[][]> {
  const select = mapping.selects.find(({ name }) => name === 'expected-objects')
  if (select === undefined) throw new Error('the mapping has no expected-objects')
  const names = select.columns.map((column) => column.name)
  const columns = sql.join(names.map((name) => sql`${sql.ref(name)}::text as ${sql.ref(name)}`))
  const query = sql<Record<string, string | null>>`
    select ${columns}
    from (${sql.raw(select.sql)}
    ) as mapped
    where (coalesce(collectivity_id::text, ''), coalesce(nullif(file_id::text, ''), object_key::text)) in (
      select * from unnest(${files.map((f) => f.collectivity_id)}::text[], ${files.map((f) => f.file_id)}::text[])
    )`
  const { rows } = await readOnly(db, (transaction) => query.execute(transaction)).catch((cause: unknown) => {
    throw marketplaceFailure(cause)
  })
  return names.map((name) => rows.map((row) => row[name] ?? null))
}
