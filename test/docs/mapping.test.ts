import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONTRACT } from '../../src/marketplace/contract.ts'
import { constat } from '../support/constat.ts'
import { readCsv } from '../support/summary.ts'
import { EXAMPLE, loadLegacyEstate } from './legacy-estate.ts'
import { blockOf, blocksOf, pagePath, readPage, withBlock } from './page.ts'

const page = readPage('mapping.md')

test('the five SELECTs of the page, run on the sample estate, give what the page shows', async () => {
  const mapping = join(mkdtempSync(join(tmpdir(), 'constat-docs-')), 'mapping')
  mkdirSync(mapping)
  for (const { name, text } of blocksOf(page, 'sql')) writeFileSync(join(mapping, name), text)
  const { folder, config, environment } = await loadLegacyEstate({ mapping })
  const french = await constat(['reconcile', '--config', config, '--run', 'sample'], environment)
  expect(french).toMatchObject({ code: 1 })
  const run = join(folder, 'out/sample')
  await constat(['report', '--run', run, '--locale', 'en', '--csv', 'rfc4180'])

  const [figures = ''] = french.stdout.trimStart().split('\n\n  Base vue le')
  const said = withBlock(withBlock(page, 'summary', figures), 'anomalies', await anomaliesOf(run))
  await expect(said, 'npx vitest run test/docs -u writes what comes out').toMatchFileSnapshot(
    pagePath('mapping.md'),
  )
})

/** The SELECTs have no order, and so no row number that is always the same. */
async function anomaliesOf(run: string): Promise<string> {
  const names = ['source', 'code', 'column_name', 'found', 'collectivity_id', 'kind', 'file_id', 'object_key']
  const rows = (await readCsv(join(run, 'anomalies.csv'))).map((row) =>
    names.map((name) => row[name]).join(','),
  )
  return [names.join(','), ...rows.sort()].join('\n')
}

test.each(CONTRACT.map(({ name, columns }) => [name, columns] as const))(
  'the page explains each column of %s, and its example is the file of the sample',
  (name, columns) => {
    const [, table = ''] = page.split(`### ${name}.sql:`)
    const explained = [...(table.split('\n#')[0] ?? '').matchAll(/^\| `(\w+)`/gm)].map(([, column]) => column)
    expect(explained).toEqual(columns.map((column) => column.name))
    expect(blockOf(page, `${name}.sql`).text).toBe(
      readFileSync(join(EXAMPLE, 'mapping', `${name}.sql`), 'utf8'),
    )
  },
)
