import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { french } from '../../reports/catalogue/french.ts'
import { COMPARISON_REPORTS } from '../../reports/comparison.ts'
import { describeFolder, TABLE_REPORTS, writeReports } from '../../reports/index.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { readCsv } from '../support/summary.ts'
import { fixedRun } from './fixed-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'constat-catalogue-'))
const catalogue = () => readFileSync(join(folder, 'index.html'), 'utf8')

let store: RunStore
beforeAll(async () => {
  store = await fixedRun()
  await writeReports(store, folder, { locale: 'en', csv: 'rfc4180' }, silentJournal)
})
afterAll(() => store.close())

test('every report says in French too what it is', () => {
  const reports = [...TABLE_REPORTS, ...COMPARISON_REPORTS].map(({ name }) => name)
  expect(reports.filter((name) => french[name] === undefined)).toEqual([])
})

test('it names every file of the folder, and the rows of each table', async () => {
  for (const file of readdirSync(folder).filter((name) => name !== 'index.html'))
    expect(catalogue()).toContain(`<a href="./${file}">${file}</a>`)
  for (const { name } of TABLE_REPORTS) {
    const rows = await readCsv(join(folder, `${name}.csv`))
    const [, after = ''] = catalogue().split(`>${name}.csv</a>`)
    const [, said] = /<td class="figure">([^<]*)<\/td>/.exec(after) ?? []
    expect([name, said]).toEqual([name, String(rows.length)])
  }
})

test('what a comparison adds is named once it is there, and so is anything else, whatever its name', async () => {
  expect(catalogue()).not.toContain('compare.csv')
  writeFileSync(join(folder, 'compare.csv'), '')
  writeFileSync(join(folder, '<b onclick="x">.txt'), '')
  mkdirSync(join(folder, 'certificates'))
  await describeFolder(store, folder, 'fr')
  expect(catalogue()).toContain('Ce qui a changé d’un constat à l’autre')
  expect(catalogue()).toContain(
    '<a href="./%3Cb%20onclick%3D%22x%22%3E.txt">&lt;b onclick=&quot;x&quot;&gt;.txt</a>',
  )
  expect(catalogue()).toContain('dossier, éléments\u00a0: 0')
})
