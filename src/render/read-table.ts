import { readFileSync } from 'node:fs'
import { parseString } from 'fast-csv'
import { readXlsx } from 'hucre/xlsx'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'

/** A cell as a person left it: an apostrophe that `defuse` wrote is taken off again. */
export type GivenCell = string | number | Date
/** A table that was given back: each row with its number in the file, the header being row 1. */
export type GivenTable = { header: string[]; rows: { line: number; cells: GivenCell[] }[] }

const AGAIN = 'give the file back as constat wrote it, saved as XLSX or CSV with its header'

/**
 * Reads a table that constat wrote and a person worked on: XLSX (every sheet), or CSV of any dialect, in UTF-8 or, as
 * Excel saves it, in Windows-1252.
 *
 * @throws Failure (2) when the file cannot be read as either
 */
export async function readTables(path: string): Promise<GivenTable[]> {
  const bytes = contentOf(path)
  try {
    // every XLSX is a ZIP archive
    if (bytes.subarray(0, 2).toString('latin1') === 'PK') return await tablesOfWorkbook(bytes)
    if (bytes.includes(0)) throw new Error('it is neither CSV nor XLSX')
    return [await tableOfCsv(textOf(bytes))]
  } catch (cause) {
    throw new Failure(EXIT.usage, `${path} cannot be read as a table: ${messageOf(cause)}`, AGAIN, { cause })
  }
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new Failure(EXIT.usage, `cannot read ${path}: ${messageOf(cause)}`, 'check its path', { cause })
  }
}

async function tablesOfWorkbook(bytes: Buffer): Promise<GivenTable[]> {
  const { sheets } = await readXlsx(bytes)
  return sheets.map(({ rows }) => {
    const [header = [], ...rest] = rows
    const cells = (row: unknown[]) =>
      row.map(
        (cell): GivenCell => (cell instanceof Date || typeof cell === 'number' ? cell : String(cell ?? '')),
      )
    return {
      header: header.map((cell) => String(cell ?? '').trim()),
      rows: rest.map((row, i) => ({ line: i + 2, cells: cells(row) })),
    }
  })
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

async function tableOfCsv(text: string): Promise<GivenTable> {
  const [head = ''] = text.split(/\r?\n|\r/, 1)
  const count = (sign: string) => head.split(sign).length
  const delimiter = [';', ',', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most))
  const lines: string[][] = []
  for await (const row of parseString(text, { delimiter, ignoreEmpty: false })) lines.push(row as string[])
  const [header = [], ...rest] = lines
  return {
    header: header.map((cell) => cell.trim()),
    rows: rest.map((cells, i) => ({ line: i + 2, cells: cells.map(withoutApostrophe) })),
  }
}

/** The inverse of what `dialect.ts` does to a text that a spreadsheet would run. */
function withoutApostrophe(text: string): string {
  return /^'(\s*[=+\-@]|[\t\r\n])/.test(text) ? text.slice(1) : text
}
