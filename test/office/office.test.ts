import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseString } from 'fast-csv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TABLE_REPORTS, writeReports } from '../../reports/index.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { fixedRun } from '../reports/fixed-run.ts'
import { openInLibreOffice, type Seen } from './libre-office.ts'

/**
 * Every list of the French demo, and of the run that holds what spreadsheets stumble over, in a real spreadsheet
 * program. `npm run test:office`.
 */

const cwd = mkdtempSync(join(tmpdir(), 'constat-office-demo-'))
const folders = { demo: join(cwd, 'out/demo'), fixed: join(cwd, 'fixed') }
const seen: Record<string, { csv: Map<string, Seen[]>; xlsx: Map<string, Seen[]> }> = {}

beforeAll(async () => {
  execFileSync(process.execPath, [resolve('jobs/constat.ts'), 'demo', '--quiet', '--scale', '0.1'], { cwd })
  execFileSync('mkdir', [folders.fixed])
  const store = await fixedRun()
  await writeReports(store, folders.fixed, { locale: 'fr', csv: 'office' }, silentJournal)
  await store.close()
  for (const [name, folder] of Object.entries(folders)) {
    const files = (ending: string) =>
      globSync(`*.${ending}`, { cwd: folder }).map((file) => join(folder, file))
    // the plan of the demo is its own, in the dialect for machines
    const csv = files('csv').filter((path) => !/\/(damage-plan|planned-orphans)\.csv$/.test(path))
    seen[name] = {
      csv: await openInLibreOffice(csv, 'csv'),
      xlsx: await openInLibreOffice(files('xlsx'), 'xlsx'),
    }
  }
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

async function written(path: string): Promise<string[][]> {
  const rows: string[][] = []
  for await (const row of parseString(readFileSync(path, 'utf8').slice(1), { delimiter: ';' }))
    rows.push(row as string[])
  return rows
}

/** What a spreadsheet may take for a figure or a date, and then writes its own way. */
const IS_TEXT = /[^\d\s.,:/+%'-]/

describe.each(Object.keys(folders) as (keyof typeof folders)[])('%s', (name) => {
  test('every list was opened', () => {
    const names = TABLE_REPORTS.map((report) => `${report.name}.csv`)
    expect([...(seen[name]?.csv.keys() ?? [])]).toEqual(expect.arrayContaining(names))
    expect([...(seen[name]?.xlsx.keys() ?? [])].sort()).toEqual([
      'buyers.xlsx',
      'collectivities.xlsx',
      'deadlines.xlsx',
    ])
  })

  test.each(TABLE_REPORTS.map((report) => report.name))(
    '%s.csv: one column for each header, accents whole',
    async (report) => {
      const expected = await written(join(folders[name], `${report}.csv`))
      const [sheet] = seen[name]?.csv.get(`${report}.csv`) ?? []
      const rows = sheet?.rows ?? []
      expect(rows[0]?.map(({ text }) => text)).toEqual(expected[0])
      expect(rows.length).toBe(expected.length)
      for (const [i, row] of expected.entries())
        for (const [j, cell] of row.entries())
          if (IS_TEXT.test(cell)) {
            expect(rows[i]?.[j]?.text.replaceAll(/\r?\n/g, '\n')).toBe(cell.replaceAll(/\r?\n/g, '\n'))
            expect(rows[i]?.[j]?.isText, cell).toBe(true)
          }
    },
  )

  test.each(
    TABLE_REPORTS.filter(({ xlsx }) => xlsx !== undefined).map((report) => [report.name, report] as const),
  )('%s.xlsx: identifiers are text with their zeros, figures and rates are figures', (_, report) => {
    const [sheet] = seen[name]?.xlsx.get(`${report.name}.xlsx`) ?? []
    const [header = [], ...rows] = sheet?.rows ?? []
    expect(header.map(({ text }) => text)).toEqual(report.columns.map(({ label }) => label.fr))
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows)
      for (const [i, { type, name: column }] of report.columns.entries()) {
        const cell = row[i]
        if (cell === undefined || cell.text === '') continue
        const isFigure = ['count', 'bytes', 'rate', 'time', 'date'].includes(type)
        expect(cell.isText, `${column}: ${cell.text}`).toBe(!isFigure)
        if (type === 'rate') expect(cell.text).toMatch(/^\d{1,3}[.,]\d\d%$/)
      }
  })
})

test('numbers of the registers keep their leading zeros; no text became a formula', () => {
  const [buyers] = seen['fixed']?.xlsx.get('buyers.xlsx') ?? []
  const cells =
    buyers?.rows
      .flat()
      .filter(({ isText }) => isText)
      .map(({ text }) => text) ?? []
  expect(cells).toEqual(expect.arrayContaining(['000000019', '00000001900012', '0499000001', '0001']))
  expect(cells).toEqual(expect.arrayContaining(['=Région; "Ouest"', '@Éloïse d’Aÿ', '+33 2 99 00 00 00']))
  const [deadlines] = seen['fixed']?.xlsx.get('deadlines.xlsx') ?? []
  expect(deadlines?.rows.flat()).toContainEqual({ text: '=Proche', isText: true })
})

test('the lists that buyers get open too', async () => {
  const lists = globSync('collectivities/*/files.csv', { cwd: folders.fixed })
  for (const list of lists) {
    const path = join(folders.fixed, list)
    const [sheet] = (await openInLibreOffice([path], 'csv')).get(basename(path)) ?? []
    expect(sheet?.rows.length).toBe((await written(path)).length)
  }
})
