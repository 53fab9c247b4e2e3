import { relative } from 'node:path'
import { type ClientBase, DatabaseError, types } from 'pg'
import { messageOf } from '../vocabulary/failure.ts'
import { type Marketplace, marketplaceFailure } from './connect.ts'
import type { ColumnType } from './contract.ts'
import { type DescribedColumn, describeSelect } from './describe-select.ts'
import type { MappedSelect, Mapping } from './mapping.ts'

const oid = types.builtins
const numbers = [oid.INT2, oid.INT4, oid.INT8, oid.NUMERIC, oid.FLOAT4, oid.FLOAT8]
const times = [oid.TIMESTAMP, oid.TIMESTAMPTZ, oid.DATE]
const structured = [oid.BYTEA, oid.JSON, oid.JSONB, oid.XML, oid.MONEY, oid.TIME, oid.TIMETZ, oid.INTERVAL]

/**
 * Types from which a column of the contract can never come. Text always can: legacy databases keep
 * everything as text, and each value is then read row by row.
 */
const impossible: Record<ColumnType, readonly number[]> = {
  text: structured,
  number: [...structured, ...times, oid.BOOL],
  time: [...structured, ...numbers, oid.BOOL],
  boolean: [...structured, ...times, oid.FLOAT4, oid.FLOAT8],
}

const expectation: Record<ColumnType, string> = {
  text: 'a text',
  number: 'a number, or a text that holds one',
  time: 'a timestamp, a date, or a text that holds one',
  boolean: 'a boolean, 0 or 1, or a text that holds one',
}

/**
 * Has the database prepare each SELECT, and holds its columns against the contract. Nothing is read.
 *
 * @returns what is wrong, one text each, with file and column; nothing when the mapping can be used
 * @throws Failure (4) when the database stops answering
 */
export async function checkMapping({ pool }: Marketplace, mapping: Mapping): Promise<string[]> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw marketplaceFailure(cause)
  })
  try {
    const problems: string[] = []
    for (const select of mapping.selects) problems.push(...(await checkSelect(client, select)))
    return problems
  } finally {
    client.release()
  }
}

async function checkSelect(client: ClientBase, select: MappedSelect): Promise<string[]> {
  const file = relative(process.cwd(), select.file)
  try {
    const found = await describeSelect(client, select.sql)
    if (found.length === 0) return [`${file}: gives no rows; expected one SELECT`]
    return select.columns.flatMap(({ name, type }) => checkColumn(file, name, type, found))
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw marketplaceFailure(error)
    return [`${file}${placeOf(error, select.sql)}: ${explain(error)}`]
  }
}

function checkColumn(file: string, name: string, type: ColumnType, found: DescribedColumn[]): string[] {
  const columns = found.filter((column) => column.name === name)
  if (columns.length > 1) return [`${file}: the column ${name} comes ${columns.length} times; expected once`]
  const [column] = columns
  if (column === undefined)
    return [`${file}: the column ${name} is missing; write \`null as ${name}\` if there is none`]
  if (!impossible[type].includes(column.dataTypeID)) return []
  return [`${file}: the column ${name} has a type that it cannot be read from; expected ${expectation[type]}`]
}

function explain(error: unknown): string {
  const message = messageOf(error)
  return /multiple commands/.test(message) ? 'holds several statements; expected one SELECT' : message
}

/** PostgreSQL counts the place of an error in characters from the start of the text, from 1. */
function placeOf(error: unknown, sql: string): string {
  const position = error instanceof DatabaseError ? Number(error.position) : Number.NaN
  if (Number.isNaN(position)) return ''
  const before = sql.slice(0, position - 1).split('\n')
  return ` line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}
