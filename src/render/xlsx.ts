import { writeFile } from 'node:fs/promises'
import { type CellStyle, type CellValue, type ColumnDef, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import type { PlainValue, Row } from '../store/plain-value.ts'
import type { CellType, Column, Locale } from './column.ts'
import { dialectOf, formatTime } from './dialect.ts'
import { writeWhole } from './whole-file.ts'

/** One sheet of a workbook. Its name is one of ours: at most 31 characters, without []:*?/\. */
export type Sheet = { name: string; columns: readonly Column[]; batches: AsyncIterable<Row[]> }

/** What Excel takes at most in a cell. */
const MOST_CHARACTERS = 32_767

const HEADER: CellStyle = {
  font: { bold: true },
  alignment: { wrapText: true, vertical: 'top' },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'DDE6F0' } },
}

/** In characters; a header is wrapped where it is wider. */
const WIDTHS: Record<CellType, number> = {
  text: 32,
  identifier: 18,
  word: 20,
  count: 12,
  bytes: 14,
  rate: 12,
  time: 17,
  date: 13,
  boolean: 12,
}

/**
 * Writes a workbook for people: headers that stay in sight, filters, texts as texts (so that identifiers keep their
 * zeros and nothing is run as a formula), figures as figures. It is put together in memory: for lists whose rows are
 * people or public bodies, not files.
 *
 * @param timeZone in which people read times; a cell has none
 */
export async function writeWorkbook(
  path: string,
  sheets: readonly Sheet[],
  locale: Locale,
  timeZone: string,
): Promise<void> {
  const written: WriteSheet[] = []
  for (const { name, columns, batches } of sheets) {
    const rows: CellValue[][] = [columns.map(({ label }) => label[locale])]
    for await (const batch of batches)
      for (const row of batch)
        rows.push(columns.map(({ name: key, type }) => cellOf(row[key] ?? null, type, locale, timeZone)))
    written.push({
      name,
      rows,
      columns: columns.map(({ type }) => columnOf(type, locale)),
      cells: new Map(columns.map((_, i) => [`0,${i}`, { style: HEADER }])),
      freezePane: { rows: 1 },
      autoFilter: { range: `A1:${letters(columns.length)}${rows.length}` },
    })
  }
  const bytes = await writeXlsx({ sheets: written })
  await writeWhole(path, (unfinished) => writeFile(unfinished, bytes, { mode: 0o600 }))
}

function cellOf(value: PlainValue, type: CellType, locale: Locale, timeZone: string): CellValue {
  if (value === null) return null
  if (value instanceof Date) return new Date(`${formatTime(value, 'en', timeZone).replace(' ', 'T')}:00Z`)
  if (type === 'date') return new Date(`${String(value)}T00:00:00Z`)
  if (typeof value === 'number') return value
  const text =
    type === 'text' || type === 'identifier' ? value : dialectOf('office', locale, timeZone).cell(value, type)
  return cellText(String(text))
}

/**
 * A text as a cell can hold it: `_x0041_` is how the format writes a character, so its first underscore is written
 * that way itself; what is too long is cut, and shows it.
 */
function cellText(text: string): string {
  const literal = text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return literal.length > MOST_CHARACTERS ? `${literal.slice(0, MOST_CHARACTERS - 1)}…` : literal
}

function columnOf(type: CellType, locale: Locale): ColumnDef {
  const date = locale === 'fr' ? 'dd/mm/yyyy' : 'yyyy-mm-dd'
  const formats: Partial<Record<CellType, string>> = {
    count: '#,##0',
    bytes: '#,##0',
    rate: '0.00%',
    time: `${date} hh:mm`,
    date,
  }
  return { width: WIDTHS[type], numFmt: formats[type] ?? '@' }
}

/** @returns the name of the nth column: A, …, Z, AA, … */
function letters(n: number): string {
  return n <= 26
    ? String.fromCharCode(64 + n)
    : letters(Math.floor((n - 1) / 26)) + letters(((n - 1) % 26) + 1)
}
