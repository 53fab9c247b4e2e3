import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TABLE_REPORTS, writeReports } from '../../reports/index.ts'
import { summarySchema } from '../../reports/summary/schema.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { VOCABULARY } from '../../src/vocabulary/word.ts'
import { readCsv } from '../support/summary.ts'
import { fixedRun } from './fixed-run.ts'

/**
 * Every report of one fixed run, in the four dialects, against files that are reviewed like prose. After a change
 * that is meant: `npx vitest run test/reports -u`, and read the difference.
 */

const DIALECTS = [
  { locale: 'fr', csv: 'office' },
  { locale: 'fr', csv: 'rfc4180' },
  { locale: 'en', csv: 'office' },
  { locale: 'en', csv: 'rfc4180' },
] as const

let store: RunStore
beforeAll(async () => {
  store = await fixedRun()
})
afterAll(() => store.close())

describe.each(DIALECTS)('$locale $csv', ({ locale, csv }) => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-golden-'))
  const golden = (name: string) => join(import.meta.dirname, 'golden', `${locale}-${csv}`, name)
  let terminal: string
  beforeAll(async () => {
    terminal = await writeReports(store, folder, { locale, csv }, silentJournal)
  })

  test.each(TABLE_REPORTS.map(({ name }) => name))('%s.csv', async (name) => {
    await expect(readFileSync(join(folder, `${name}.csv`), 'utf8')).toMatchFileSnapshot(golden(`${name}.csv`))
  })

  test('the summary for the terminal', async () => {
    await expect(terminal).toMatchFileSnapshot(golden('summary.txt'))
  })

  test('the catalogue of the folder', async () => {
    const catalogue = readFileSync(join(folder, 'index.html'), 'utf8')
    await expect(catalogue).toMatchFileSnapshot(join(import.meta.dirname, `golden/index.${locale}.html`))
  })

  test('the page for managers', async () => {
    const page = readFileSync(join(folder, 'summary.html'), 'utf8')
    await expect(page).toMatchFileSnapshot(join(import.meta.dirname, `golden/summary.${locale}.html`))
  })

  test('summary.json is the same in every dialect, and what its schema says', async () => {
    const summary = readFileSync(join(folder, 'summary.json'), 'utf8')
    expect(summarySchema.parse(JSON.parse(summary))).toBeTruthy()
    await expect(summary).toMatchFileSnapshot(join(import.meta.dirname, 'golden/summary.json'))
  })
})

test.each(TABLE_REPORTS.map((report) => [report.name, report] as const))(
  'the SELECT of %s gives every column of the report',
  async (_, { rows, columns }) => {
    const given = await store.rows<{ column_name: string }>(`describe ${readFileSync(rows, 'utf8')}`)
    const names = given.map(({ column_name }) => column_name)
    expect(columns.filter(({ name }) => !names.includes(name))).toEqual([])
  },
)

test('findings.parquet holds the rows and columns of findings.csv', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-golden-'))
  await writeReports(store, folder, { locale: 'en', csv: 'rfc4180' }, silentJournal)
  const rows = await store.rows('select * from read_parquet($path)', {
    path: join(folder, 'findings.parquet'),
  })
  const columns = TABLE_REPORTS.find(({ name }) => name === 'findings')?.columns
  expect(Object.keys(rows[0] ?? {})).toEqual(columns?.map(({ name }) => name))
  expect(rows).toHaveLength((await readCsv(join(folder, 'findings.csv'))).length)
})

test('the fixed run says every word that a run can say', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-golden-'))
  await writeReports(store, folder, { locale: 'en', csv: 'rfc4180' }, silentJournal)
  const said = new Set<string>()
  for (const { name, columns } of TABLE_REPORTS) {
    const wordy = columns.filter((column) => column.type === 'word' || column.name === 'consultation_id')
    for (const row of await readCsv(join(folder, `${name}.csv`)))
      for (const column of wordy) said.add(row[column.name] ?? '')
  }
  // What two runs say together is in comparison.test.ts.
  const { guard: _, run_change: __, standing: ___, ...shown } = VOCABULARY
  const words = Object.values(shown).flatMap((words) => Object.keys(words))
  // A run has one way of comparing contents: this one compares a sample.
  expect(words.filter((word) => !said.has(word))).toEqual(['stored', 'all'])
})
