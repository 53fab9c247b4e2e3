import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReports } from '../../reports/index.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { type Journal, silentJournal } from '../../src/vocabulary/journal.ts'
import { readCsv } from '../support/summary.ts'
import { fixedRun } from './fixed-run.ts'

/** What support writes into the lists of a run, and what becomes of it when the lists are written again. */

const MACHINE = { locale: 'en', csv: 'rfc4180' } as const
const OFFICE = { locale: 'fr', csv: 'office' } as const

let store: RunStore
beforeAll(async () => {
  store = await fixedRun()
})
afterAll(() => store.close())

type Output = typeof MACHINE | typeof OFFICE

/** @returns the folder of a run whose reports were written, and what the journal warned of */
async function written(
  output: Output,
  given: string[] = [],
  folder = mkdtempSync(join(tmpdir(), 'constat-kept-')),
) {
  const warnings: string[] = []
  const journal: Journal = { ...silentJournal, warn: (message) => warnings.push(message) }
  await writeReports(store, folder, output, journal, given)
  return { folder, warnings }
}

async function notesIn(folder: string) {
  const rows = await readCsv(join(folder, 'buyers.csv'))
  return rows
    .map((row) => [
      row['collectivity_id'],
      row['buyer_id'],
      row['informed_on'],
      row['informed_by'],
      row['outcome'],
    ])
    .filter((cells) => cells.slice(2).some((cell) => cell !== ''))
}

const first = (text: string, ending: string) => text.replace(/;;;\r\n/, `;${ending}\r\n`)

test('notes in the list of one run are in that of the next, in CSV and XLSX', async () => {
  const { folder } = await written(OFFICE)
  const list = join(folder, 'buyers.csv')
  writeFileSync(list, first(readFileSync(list, 'utf8'), '07/08/2023;Éloïse;"=republiée; fait"'))
  const next = await written(MACHINE, [list])
  expect(next.warnings).toEqual([])
  expect(await notesIn(next.folder)).toEqual([['c4', '0001', '2023-08-07', 'Éloïse', "'=republiée; fait"]])
  const { sheets } = await readXlsx(readFileSync(join(next.folder, 'buyers.xlsx')))
  expect(sheets[0]?.rows[1]?.slice(-3)).toEqual([
    new Date('2023-08-07T00:00:00Z'),
    'Éloïse',
    '=republiée; fait',
  ])
  const third = await written(MACHINE, [join(next.folder, 'buyers.xlsx')])
  expect(await notesIn(third.folder)).toEqual(await notesIn(next.folder))
})

test('the reports of a run, written again in its own folder, keep what was written in its workbook', async () => {
  const { folder } = await written(OFFICE)
  const path = join(folder, 'buyers.xlsx')
  const { sheets } = await readXlsx(readFileSync(path))
  const rows = sheets[0]?.rows ?? []
  rows[3]?.splice(-3, 3, '08/08/2023', 'Paul', 'rappeler')
  writeFileSync(path, await writeXlsx({ sheets: [{ name: 'Contacts', rows }] }))
  await written(MACHINE, [], folder)
  expect(await notesIn(folder)).toEqual([
    [rows[3]?.[0], rows[3]?.[3] ?? '', '2023-08-08', 'Paul', 'rappeler'],
  ])
  await written(MACHINE, [], folder)
  expect((await notesIn(folder)).length).toBe(1)
})

test('a note of a contact who is affected no more is kept apart, told, and kept by the runs after', async () => {
  const { folder } = await written(MACHINE)
  const list = join(folder, 'buyers.csv')
  const [header = ''] = readFileSync(list, 'utf8').split('\r\n')
  const cells = header
    .split(',')
    .map((name) => ({ collectivity_id: 'gone', buyer_id: '3', outcome: 'fait' })[name] ?? '')
  writeFileSync(list, `${header}\r\n${cells.join(',')}\r\n`)
  const next = await written(MACHINE, [list])
  expect(next.warnings).toEqual([expect.stringMatching(/^1 notes .* follow-up-kept\.csv$/)])
  expect(await readCsv(join(next.folder, 'follow-up-kept.csv'))).toMatchObject([
    { collectivity_id: 'gone', buyer_id: '3', outcome: 'fait' },
  ])
  for (const given of ['follow-up-kept.csv', 'buyers.xlsx']) {
    const after = await written(MACHINE, [join(next.folder, given)])
    expect(await readCsv(join(after.folder, 'follow-up-kept.csv')), given).toMatchObject([
      { outcome: 'fait' },
    ])
  }
})

test('a workbook holds the rows and columns of its CSV', async () => {
  const { folder } = await written(MACHINE)
  for (const name of ['buyers', 'collectivities']) {
    const rows = await readCsv(join(folder, `${name}.csv`))
    const { sheets } = await readXlsx(readFileSync(join(folder, `${name}.xlsx`)))
    const [header = [], ...cells] = sheets[0]?.rows ?? []
    expect(cells.length).toBe(rows.length)
    expect(header.length).toBe(Object.keys(rows[0] ?? {}).length)
    expect(cells.map((row) => row[0])).toEqual(rows.map((row) => row['collectivity_id']))
  }
})
