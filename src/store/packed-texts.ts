import type { DuckDBDataChunk } from '@duckdb/node-api'
import { type PlainValue, plainValue, type Row } from './plain-value.ts'

/** A column of a query: its name and the engine's word for its type. */
export type QueryColumn = { name: string; type: string }

/**
 * A query whose texts come as one JSON array a row, before its other columns: the engine's driver makes every text by a
 * call of its own, which costs more than all else that is done with a row.
 *
 * @param columns those of `sql`, in their order
 */
export function packTexts(sql: string, columns: readonly QueryColumn[]): string {
  const quoted = (isTheirs: boolean) =>
    columns.filter((it) => isText(it) === isTheirs).map(({ name }) => `"${name.replaceAll('"', '""')}"`)
  return `select ${[`json_array(${quoted(true)})::varchar`, ...quoted(false)]} from (${sql}\n)`
}

/** @returns the rows of a chunk of `packTexts`, by column name */
export function unpackTexts(chunk: DuckDBDataChunk, columns: readonly QueryColumn[]): Row[] {
  const [packed = [], ...others] = chunk.convertColumns<PlainValue>(plainValue)
  const texts = columns.filter(isText)
  const rest = columns.filter((column) => !isText(column))
  return packed.map((array, i) => {
    const row: Row = {}
    const values = JSON.parse(String(array)) as (string | null)[]
    for (const [nth, { name }] of texts.entries()) row[name] = values[nth] ?? null
    for (const [nth, { name }] of rest.entries()) row[name] = others[nth]?.[i] ?? null
    return row
  })
}

function isText({ type }: QueryColumn): boolean {
  return type === 'VARCHAR'
}
