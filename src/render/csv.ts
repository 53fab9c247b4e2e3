import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { format } from 'fast-csv'
import type { Row } from '../store/plain-value.ts'
import type { Column } from './column.ts'
import type { Dialect } from './dialect.ts'
import { writeWhole } from './whole-file.ts'

/**
 * Writes rows as a CSV file, as they come.
 *
 * @param path the file, replaced when it is there
 * @param batches rows by column name
 * @returns how many rows were written
 */
export async function writeCsv(
  path: string,
  columns: readonly Column[],
  batches: AsyncIterable<Row[]>,
  dialect: Dialect,
): Promise<number> {
  let rows = 0
  const toCells = async function* () {
    yield columns.map((column) => dialect.header(column))
    for await (const batch of batches) {
      rows += batch.length
      for (const row of batch) yield columns.map(({ name, type }) => dialect.cell(row[name] ?? null, type))
    }
  }
  const csv = format({
    delimiter: dialect.delimiter,
    rowDelimiter: dialect.rowDelimiter,
    writeBOM: dialect.byteOrderMark,
    includeEndRowDelimiter: true,
  })
  await writeWhole(path, (unfinished) =>
    pipeline(toCells, csv, createWriteStream(unfinished, { mode: 0o600 })),
  )
  return rows
}
