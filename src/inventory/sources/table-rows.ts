import type { TableColumns } from '../../storage/inventory/table-columns.ts'
import { csvColumns } from '../../store/csv-columns.ts'
import type { Run } from '../../store/run.ts'
import type { Parameters } from '../../store/run-store.ts'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../../vocabulary/failure.ts'

/** A table on this machine that lists the objects of one bucket. */
export type ListedTable = {
  path: string
  /** How messages name it. */
  name: string
  format: 'csv' | 'parquet'
  /** CSV: all its columns, in order. */
  names: readonly string[]
  header: boolean
  gzipped: boolean
  columns: TableColumns
  /** Are keys URL-encoded (`+` for a space), as in the CSV files of an S3 Inventory? */
  encoded: boolean
  keyPrefix: string
  takenAt: Date
}

/** Takes the place of columns that a table does not have. */
const NO_COLUMN = '(no such column)'

/** The engine's readers, told everything so that they guess nothing; `in turn` numbers the rows from 1. */
const READERS = {
  csv: `select *, null::varchar as "${NO_COLUMN}" from read_csv($path, columns = $names, header = $header,
    compression = $compression, auto_detect = false, delim = ',', quote = '"', escape = '"')`,
  parquet: `select *, null::varchar as "${NO_COLUMN}" from read_parquet($path, binary_as_string = true)`,
}
const IN_TURN = {
  csv: `select *, row_number() over () as "(row)" from (${READERS.csv.replace('auto_detect', 'parallel = false, auto_detect')})`,
  parquet: `select *, file_row_number + 1 as "(row)" from (${READERS.parquet.replace('binary_as', 'file_row_number = true, binary_as')})`,
}

/**
 * Each row of a table as text, read, and with what is wrong with it. What is not the latest version, or a marker
 * of a deletion, is not listed. Times without a zone are in UTC.
 */
const read = (rows: string) => `
  with told as (
    select row as whole,
      struct_extract(row, $bucketColumn)::varchar as in_bucket,
      struct_extract(row, $key)::varchar as written_key,
      struct_extract(row, $size)::varchar as size,
      struct_extract(row, $lastModified)::varchar as last_modified,
      trim(struct_extract(row, $etag)::varchar, '"') as etag,
      struct_extract(row, $storageClass)::varchar as storage_class,
      lower(struct_extract(row, $isLatest)::varchar) as is_latest,
      lower(struct_extract(row, $isDeleteMarker)::varchar) as is_delete_marker
    from (${rows}) as row
  ),
  listed as (
    select *,
      coalesce(is_latest, 'true') = 'true' and coalesce(is_delete_marker, 'false') = 'false' as is_listed,
      case when not $encoded then $keyPrefix || written_key
        when regexp_full_match(written_key, '([^%]|%[0-9A-Fa-f]{2})*', 's')
        then $keyPrefix || try(url_decode(replace(written_key, '+', ' '))) end as object_key,
      case when regexp_matches(last_modified, ':\\d\\d.*(Z|[+-]\\d\\d(:?\\d\\d)?)$')
        then try_cast(last_modified as timestamptz)
        else timezone('UTC', try_cast(last_modified as timestamp)) end as modified_at
    from told
  )
  select *,
    case
      when in_bucket <> $bucket then 'is of the bucket ' || in_bucket
      when is_latest not in ('true', 'false') or is_delete_marker not in ('true', 'false')
        then 'says neither true nor false of being the latest or a delete marker'
      when not is_listed then null
      when coalesce(written_key, '') = '' then 'has no key'
      when object_key is null then 'has a key that is not URL-encoded UTF-8'
      when size is null or not regexp_full_match(size, '\\d{1,15}')
        then 'has the size ' || coalesce('"' || size[:40] || '"', 'nothing') || ', which is not a whole number of bytes'
      when modified_at is null and last_modified <> ''
        then 'has the date "' || last_modified[:40] || '", which is none'
    end as problem
  from listed`

const insert = (rows: string) => `
  insert into listed_object
  select $bucket, object_key, case when problem is null then size::bigint else error(problem) end, modified_at,
    nullif(etag, ''), nullif(storage_class, ''), $takenAt::timestamptz
  from (${read(rows)})
  where (is_listed or problem is not null)
    and (problem is not null
      or exists (select 1 from primary_source as p where p.bucket = $bucket and starts_with(object_key, p.prefix)))`

const firstProblem = (rows: string) => `
  select struct_extract(whole, '(row)') as n, problem from (${read(rows)})
  where problem is not null order by n limit 1`

/**
 * Keeps what a table lists below the prefixes of its bucket, in one transaction.
 *
 * @throws Failure (2) that names the file and the row when the table is not what it was said to be
 */
export async function stageTable(run: Run, bucket: string, table: ListedTable): Promise<void> {
  const parameters = bind(bucket, table)
  try {
    await run.store.transaction((writer) =>
      writer.run(insert(READERS[table.format]), { ...parameters, takenAt: table.takenAt.toISOString() }),
    )
  } catch (cause) {
    const found = await run.store
      .rows<{ n: number; problem: string }>(firstProblem(IN_TURN[table.format]), parameters)
      .catch(() => [])
    if (found[0] === undefined && !isOfFile(cause, table.path)) throw cause
    const what = found[0] === undefined ? engineError(cause) : `row ${found[0].n} ${found[0].problem}`
    throw new Failure(
      EXIT.usage,
      `${table.name}: ${what}`,
      'make or fetch the file again; nothing of it was kept',
      { cause },
    )
  }
}

function bind(bucket: string, { columns, ...table }: ListedTable): Parameters {
  const column = (name: string | null) => name ?? NO_COLUMN
  const csv = {
    names: csvColumns(table.names),
    header: table.header,
    compression: table.gzipped ? 'gzip' : 'none',
  }
  return {
    path: table.path,
    ...(table.format === 'csv' ? csv : {}),
    bucket,
    encoded: table.encoded,
    keyPrefix: table.keyPrefix,
    bucketColumn: column(columns.bucket),
    key: column(columns.key),
    size: column(columns.size),
    lastModified: column(columns.last_modified),
    etag: column(columns.etag),
    storageClass: column(columns.storage_class),
    isLatest: column(columns.is_latest),
    isDeleteMarker: column(columns.is_delete_marker),
  }
}

/** A full disk or a lack of memory is not the file's fault. */
function isOfFile(cause: unknown, path: string): boolean {
  const message = messageOf(cause)
  return /^(Invalid Input|Conversion) Error|GZIP/.test(message) || message.includes(path)
}

/** The engine's message without what follows its first sentence: its own options, and rows of the file. */
function engineError(cause: unknown): string {
  const lines = (cause instanceof Error ? cause.message : messageOf(cause)).split('\n')
  const line = lines.find((text) => /CSV Error on Line/.test(text))
  const reason = lines.find((text) => /^(Expected|Value|Invalid unicode|Maximum)/.test(text))
  return [line ?? lines[0], reason].filter((text) => text !== undefined).join(': ')
}

/** @returns the names of the columns of a Parquet file. @throws Failure (2) when it cannot be read as one */
export async function parquetColumns(run: Run, path: string, name: string): Promise<string[]> {
  try {
    const rows = await run.store.rows<{ column_name: string }>(
      'select column_name from (describe select * from read_parquet($path))',
      { path },
    )
    return rows.map((row) => row.column_name)
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `${name} cannot be read as Parquet: ${messageOf(cause).slice(0, 200)}`,
      'make or fetch the file again',
      { cause },
    )
  }
}
