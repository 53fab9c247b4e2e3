import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { RunStore } from '../../src/store/run-store.ts'

const SRC = join(import.meta.dirname, '../../src')
const STAGES = ['expectations', 'match', 'second-look', 'recover', 'analysis']

/** @returns a description of every table and view of a finished run, by the stage that makes it */
export async function describeTables(store: RunStore): Promise<string> {
  const columns = await store.rows<{ table_name: string; columns: string }>(`
    select table_name, string_agg('\`' || column_name || '\` ' || case data_type
      when 'TIMESTAMP WITH TIME ZONE' then 'timestamptz' else lower(data_type) end, ', ' order by column_index) as columns
    from duckdb_columns() where not internal and schema_name = 'main' group by table_name`)
  const rest = new Map(columns.map((row) => [row.table_name, row.columns]))
  const row = ({ table, grain }: Described) => {
    const has = rest.get(table)
    if (has === undefined) throw new Error(`a finished run has no table ${table}`)
    rest.delete(table)
    return `| \`${table}\` | ${grain} | ${has} |`
  }
  const sections = [
    { title: 'Facts (`src/store/schema.sql`)', tables: facts() },
    ...STAGES.map((stage) => ({
      title: `Models of ${stage} (\`src/${stage}/models\`)`,
      tables: models(stage),
    })),
  ].map(({ title, tables }) =>
    [`### ${title}`, '', '| table | grain | columns |', '|---|---|---|', ...tables.map(row)].join('\n'),
  )
  if (rest.size > 0) throw new Error(`nothing says what these tables are: ${[...rest.keys()].join(', ')}`)
  return sections.join('\n\n')
}

type Described = { table: string; grain: string }

/** In schema.sql the comment before a table says its grain; one comment stands for all the raw ones. */
function facts(): Described[] {
  const sql = readFileSync(join(SRC, 'store/schema.sql'), 'utf8')
  return [...sql.matchAll(/((?:^--.*\n)*)^create (?:table|view) (\w+)/gm)].map(
    ([, comment = '', table = '']) => ({
      table,
      grain: table.startsWith('raw_')
        ? `one row per row of ${selectOf(table)}, as the database gave it`
        : grainOf(comment),
    }),
  )
}

function models(stage: string): Described[] {
  return globSync(`${stage}/models/*.sql`, { cwd: SRC })
    .sort()
    .map((file) => ({ file, sql: readFileSync(join(SRC, file), 'utf8') }))
    .filter(({ sql }) => /^create or replace (table|view)/m.test(sql))
    .map(({ file, sql }) => {
      const [, table = ''] = /^create or replace (?:table|view) (\w+)/m.exec(sql) ?? []
      if (table.replaceAll('_', '-') !== basename(file, '.sql'))
        throw new Error(`${file} makes the table ${table}`)
      const [comment = ''] = /^(?:--.*\n)+/.exec(sql) ?? []
      return { table, grain: grainOf(comment) }
    })
}

/** The first sentence after `-- grain:`, which may go on in lines that are indented below it. */
function grainOf(comment: string): string {
  const [, grain] = /^-- grain: (.+(?:\n-- {2,}.+)*)/m.exec(comment) ?? []
  if (grain === undefined)
    throw new Error(`expected "-- grain: …" in the comment before the table:\n${comment}`)
  return grain.replaceAll(/\n-- +/g, ' ').replaceAll('|', '\\|')
}

function selectOf(table: string): string {
  const name = table.replace('raw_', '').replaceAll('_', '-')
  return `${name.endsWith('y') ? name.replace(/y$/, 'ies') : `${name}s`}.sql`
}
