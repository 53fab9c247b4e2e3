import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import type { CellType, Column } from '../../../src/render/column.ts'
import { writeWorkbook } from '../../../src/render/xlsx.ts'
import type { PlainValue } from '../../../src/store/plain-value.ts'

const path = join(mkdtempSync(join(tmpdir(), 'constat-xlsx-')), 'a.xlsx')
const columnOf = (type: CellType): Column => ({
  name: type,
  type,
  label: { fr: `Le ${type}`, en: type },
  meaning: '',
})

/** @returns the first sheet of a workbook with one row of these cells, one for each type */
async function written(cells: Partial<Record<CellType, PlainValue>>, locale: 'fr' | 'en' = 'fr') {
  const columns = (Object.keys(cells) as CellType[]).map(columnOf)
  const batches = (async function* () {
    yield [cells as Record<string, PlainValue>]
  })()
  await writeWorkbook(path, [{ name: 'Feuille', columns, batches }], locale, 'Europe/Paris')
  const { sheets } = await readXlsx(readFileSync(path), { readStyles: true })
  const [sheet] = sheets
  if (sheet === undefined) throw new Error('no sheet')
  return sheet
}

test.each(['=1+1', '+33 2', '-1', '@SUM(A1)', '\tx', '\rx', '  =x', "'=x", '=HYPERLINK("http://x";"y")'])(
  '%j arrives as a text, to the character',
  async (text) => {
    const { rows, cells } = await written({ text, identifier: text })
    expect(rows[1]).toEqual([text, text])
    for (const cell of cells?.values() ?? []) expect(cell.formula).toBeUndefined()
  },
)

test('numbers of identifiers keep their zeros, and stay text when somebody edits the cell', async () => {
  const { rows, cells } = await written({ identifier: '00000001900012' })
  expect(rows[1]).toEqual(['00000001900012'])
  expect(cells?.get('1,0')?.style?.numFmt).toBe('@')
})

test.each([
  ['fr', 'dd/mm/yyyy hh:mm', 'dd/mm/yyyy', 'oui', 'manquant'],
  ['en', 'yyyy-mm-dd hh:mm', 'yyyy-mm-dd', 'yes', 'missing'],
] as const)(
  '%s: times are as clocks showed them, figures are figures',
  async (locale, time, date, yes, word) => {
    const sheet = await written(
      {
        time: new Date('2023-07-27T08:30:00Z'),
        date: '2023-07-27',
        rate: 0.0612,
        count: 1234567,
        bytes: 5,
        boolean: true,
        word: 'missing',
      },
      locale,
    )
    expect(sheet.rows[1]).toEqual([
      new Date('2023-07-27T10:30:00Z'), // Paris; a cell has no zone
      new Date('2023-07-27T00:00:00Z'),
      0.0612,
      1234567,
      5,
      yes,
      word,
    ])
    const formats = [0, 1, 2, 3, 4].map((i) => sheet.cells?.get(`1,${i}`)?.style?.numFmt)
    expect(formats).toEqual([time, date, '0.00%', '#,##0', '#,##0'])
  },
)

test('the header is the label, stays in sight, and filters what is below', async () => {
  const { rows, freezePane, autoFilter } = await written({ text: 'a', count: 1 })
  expect(rows[0]).toEqual(['Le text', 'Le count'])
  expect(freezePane).toMatchObject({ rows: 1 })
  expect(autoFilter?.range).toBe('A1:B2')
})

test('accents, line breaks, characters that XML has not, and what looks like an escape of the format', async () => {
  const texts = ['Île-aux-Œufs ☃ 𝄞', 'a\nb', 'x\u0000\u0008y', '_x0041_', '<&>"']
  for (const text of texts) expect((await written({ text })).rows[1]).toEqual([text])
})

test('a text that is longer than a cell can be is cut, and shows it', async () => {
  const { rows } = await written({ text: 'x'.repeat(40_000) })
  expect(rows[1]?.[0]).toBe(`${'x'.repeat(32_766)}…`)
})

test('nothing is nothing, and a list without rows is a header', async () => {
  expect((await written({ text: null, time: null, rate: null, count: 1 })).rows[1]).toEqual([
    null,
    null,
    null,
    1,
  ])
  await writeWorkbook(
    path,
    [{ name: 'a', columns: [columnOf('text')], batches: (async function* () {})() }],
    'fr',
    'UTC',
  )
  const { sheets } = await readXlsx(readFileSync(path))
  expect(sheets[0]?.rows).toEqual([['Le text']])
})
