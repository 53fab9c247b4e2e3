import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import { type AnySchema, type Marketplace, marketplaceFailure } from './connect.ts'

/** What a column's type can hold, as far as the contract is concerned. */
export type TypeFamily = 'text' | 'number' | 'time' | 'boolean' | 'other'

export type CatalogueColumn = {
  name: string
  /** As PostgreSQL writes it, such as `character varying(255)`. */
  type: string
  family: TypeFamily
  primaryKey: boolean
  /** The table that a foreign key leads to, as `schema.table`. */
  refersTo: string | null
}

export type CatalogueTable = {
  schema: string
  name: string
  /** A view or a foreign table has no blocks to sample from. */
  hasBlocks: boolean
  /** As the database estimates; null when it cannot. */
  rows: number | null
  columns: CatalogueColumn[]
}

type Row = {
  schema: string
  table: string
  has_blocks: boolean
  rows: number | null
  column: string
  type: string
  category: string
  primary_key: boolean
  refers_to: string | null
}

/**
 * Reads which tables and views there are for the role, and their columns, from the catalogue alone.
 *
 * @throws Failure (4) when the database does not answer
 */
export async function readCatalogue(marketplace: Marketplace): Promise<CatalogueTable[]> {
  try {
    const { rows } = await readColumns.execute(marketplace.db)
    const tables: CatalogueTable[] = []
    for (const row of rows) {
      const last = tables.at(-1)
      const table = last?.schema === row.schema && last.name === row.table ? last : toTable(row)
      if (table !== last) tables.push(table)
      table.columns.push(toColumn(row))
    }
    for (const table of tables) table.rows ??= await planRows(marketplace, table)
    return tables
  } catch (cause) {
    throw marketplaceFailure(cause)
  }
}

const readColumns = sql<Row>`
  select n.nspname as schema, c.relname as table, c.relkind in ('r', 'm', 'p') as has_blocks,
    case when c.reltuples > 0 then c.reltuples end as rows, -- never analysed, and views: 0 or -1
    a.attname as column, format_type(a.atttypid, a.atttypmod) as type, t.typcategory as category,
    exists (select from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'p' and a.attnum = any (k.conkey)) as primary_key,
    (select format('%s.%s', rn.nspname, rc.relname)
      from pg_constraint k join pg_class rc on rc.oid = k.confrelid join pg_namespace rn on rn.oid = rc.relnamespace
      where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey)
      order by k.conname limit 1) as refers_to
  from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and n.nspname !~ '^(pg_|information_schema$)'
    and has_schema_privilege(n.oid, 'USAGE') and has_column_privilege(c.oid, a.attnum, 'SELECT')
  order by n.nspname, c.relname, a.attnum`

function toTable({ schema, table, has_blocks, rows }: Row): CatalogueTable {
  return { schema, name: table, hasBlocks: has_blocks, rows, columns: [] }
}

function toColumn({ column, type, category, primary_key, refers_to }: Row): CatalogueColumn {
  const family = type === 'uuid' ? 'text' : (families[category] ?? 'other')
  return { name: column, type, family, primaryKey: primary_key, refersTo: refers_to }
}

/** https://www.postgresql.org/docs/current/catalog-pg-type.html#CATALOG-TYPCATEGORY-TABLE */
const families: Record<string, TypeFamily> = { S: 'text', E: 'text', N: 'number', D: 'time', B: 'boolean' }

/** The planner looks at the size of the file, so that it knows of tables that nobody ever analysed. */
async function planRows({ db }: Marketplace, { schema, name }: CatalogueTable): Promise<number | null> {
  type PlanRow = { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }
  try {
    const [row] = await db
      .selectFrom(sql<AnySchema[string]>`${sql.id(schema, name)}`.as('planned'))
      .select(sql<number>`1`.as('one'))
      .explain<PlanRow>('json')
    return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? null
  } catch (cause) {
    if (cause instanceof DatabaseError) return null // a view that is broken, or not for this role
    throw cause
  }
}
