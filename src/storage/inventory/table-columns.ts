import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure } from '../../vocabulary/failure.ts'

/**
 * What a table that lists objects may tell of each. In any order and under any usual spelling: `LastModifiedDate`
 * in the schema of a CSV inventory is `last_modified_date` in a Parquet one.
 */
const SPELLINGS = {
  bucket: ['bucket'],
  key: ['key'],
  size: ['size'],
  last_modified: ['lastmodified', 'lastmodifieddate'],
  etag: ['etag'],
  storage_class: ['storageclass'],
  is_latest: ['islatest'],
  is_delete_marker: ['isdeletemarker'],
} as const

export type TableField = keyof typeof SPELLINGS

/** For each field the name of its column, as the table writes it; null: it has none. */
export type TableColumns = Record<TableField, string | null>

/**
 * Finds the columns of a table by its header or schema.
 *
 * @param given names that the configuration gives, which are then taken as they are
 * @param file how the message names the table
 * @throws Failure (2) when the key or the size is missing, a given name is, a name stands twice or holds a control character, or the table holds
 *   versions without saying which is the latest
 */
export function findColumns(
  names: readonly string[],
  given: Partial<Record<TableField, string | undefined>>,
  file: string,
): TableColumns {
  // the engine ends a name at a NUL
  if (names.some((name) => /\p{Cc}/u.test(name)))
    throw wrong(file, 'has a column whose name holds a control character', names)
  const twice = names.find((name, i) => names.findIndex((other) => sameName(other, name)) < i)
  if (twice !== undefined) throw wrong(file, `has two columns ${JSON.stringify(twice)}`, names)
  const fields = Object.entries(SPELLINGS).map(([field, spellings]) => {
    const wanted = given[field as TableField]
    const found = names.find((name) =>
      wanted === undefined ? (spellings as readonly string[]).includes(plain(name)) : name === wanted,
    )
    if (found === undefined && (wanted !== undefined || field === 'key' || field === 'size'))
      throw wrong(file, `has no column ${JSON.stringify(wanted ?? field)}`, names)
    return [field, found ?? null]
  })
  const columns = Object.fromEntries(fields) as TableColumns
  if (columns.is_latest === null && names.some((name) => plain(name) === 'versionid'))
    throw wrong(file, 'holds versions and does not say which is the latest (IsLatest)', names)
  return columns
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** DuckDB takes names that differ by case only for the same. */
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function wrong(file: string, what: string, names: readonly string[]): Failure {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 40)))
  return new Failure(
    EXIT.usage,
    `${file} ${what}; its columns are ${shown.join(', ') || 'none'}`,
    'name the columns in `columns`, or make the list again with key and size',
  )
}
