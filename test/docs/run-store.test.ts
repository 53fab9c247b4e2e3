import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunStore } from '../../src/store/run-store.ts'
import { constat } from '../support/constat.ts'
import { loadLegacyEstate } from './legacy-estate.ts'
import { blocksOf, pagePath, readPage } from './page.ts'
import { describeTables } from './run-store-page.ts'

const page = readPage('run-store.md')
const queries = blocksOf(page, 'sql')

let store: RunStore
beforeAll(async () => {
  const { config, folder, environment } = await loadLegacyEstate()
  expect(await constat(['reconcile', '--config', config, '--run', 'done'], environment)).toMatchObject({
    code: 1,
  })
  store = await RunStore.open(join(folder, 'out/done/run.duckdb'), {
    timeZone: 'Europe/Paris',
    readOnly: true,
  })
})
afterAll(() => store?.close())

test('the page describes every table of a finished run', async () => {
  const between = /(<!-- tables:[^\n]*-->\n)[\s\S]*(?=<!-- \/tables -->)/
  expect(page).toMatch(between)
  const tables = await describeTables(store)
  const said = page.replace(between, (_, mark: string) => `${mark}\n${tables}\n\n`)
  await expect(said, 'npx vitest run test/docs -u writes it').toMatchFileSnapshot(pagePath('run-store.md'))
})

test('the page has ten queries', () => {
  expect(queries).toHaveLength(10)
})

test.each(queries.map(({ name, text }) => [name, text] as const))(
  'the query %s gives rows',
  async (_, sql) => {
    const rows = await store.rows(sql)
    expect(rows.length).toBeGreaterThan(0)
  },
)
