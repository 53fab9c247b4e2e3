import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RunStore } from '../../src/store/run-store.ts'
import { constat } from '../support/constat.ts'
import { type MappingRows, TestEstate } from '../support/estate.ts'
import { readCsv } from '../support/summary.ts'

/** Two collectivities; of their files some are lost, and then storage is mended and the database goes on. */

const dce = (file: string, of: object = {}) => ({
  object_key: `c1/${file}`,
  kind: 'dce',
  role: 'content',
  file_id: file,
  file_name: `${file}.pdf`,
  collectivity_id: 'c1',
  consultation_id: 'n1',
  size_bytes: '10',
  deposited_at: '2022-05-01 10:00',
  ...of,
})
const offer = (file: string) =>
  dce(file, {
    object_key: `c2/${file}`,
    kind: 'offer',
    collectivity_id: 'c2',
    offer_id: 'o1',
    bidder: 'Secret SARL',
  })

const rows = (...expected: Record<string, string | null>[]): MappingRows => ({
  collectivities: [
    { collectivity_id: 'c1', name: 'Mairie' },
    { collectivity_id: 'c2', name: 'Région' },
  ],
  consultations: ['c1', 'c2'].map((collectivity_id) => ({
    collectivity_id,
    consultation_id: 'n1',
    reference: 'R',
  })),
  'expected-objects': expected,
})

test('a run after part of the damage was mended and a lost DCE replaced: exactly what came back and what is not expected now', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ 'c1/whole': 10, 'c1/breaks': 10, 'c2/whole': 10 })
  const files = [
    dce('whole'),
    dce('restored'),
    dce('replaced'),
    dce('breaks'),
    dce('lost'),
    offer('whole'),
    offer('bid'),
  ]
  estate.mapping(rows(...files))
  const config = estate.config([{ bucket }])
  const run = (name: string) => constat(['reconcile', '--config', config, '--run', name], estate.environment)
  expect((await run('monday')).code).toBe(1)

  await estate.put(bucket, 'c1/restored', 10)
  await estate.put(bucket, 'c2/bid', 10)
  await estate.put(bucket, 'c1/replacement', 10)
  await estate.delete(bucket, 'c1/breaks')
  estate.mapping(rows(...files.filter(({ file_id }) => file_id !== 'replaced'), dce('replacement')))
  // The mapping is literal rows here: what changed is the database, and not how it is read.
  const literal = await constat(['compare', 'monday', 'monday', '--config', config], estate.environment)
  expect(literal).toMatchObject({ code: 2, stderr: expect.stringContaining('there is one run only') })
  expect((await run('friday')).code).toBe(1)
  await readSameMapping(estate, 'monday', 'friday')

  const compared = await constat(['compare', 'friday', 'monday', '--config', config], estate.environment)
  expect(compared.code, compared.stderr).toBe(0)
  expect(compared.stdout).toContain(
    'monday → friday (files): recovered: 2, newly missing: 1, no longer expected: 1, still missing: 1\n',
  )
  const folder = join(estate.folder, 'out/friday')
  const changed = await readCsv(join(folder, 'compare-files.csv'))
  expect(
    changed.map(({ change, file_id, file_name, bidder }) => [change, file_id, file_name, bidder]),
  ).toEqual([
    ['newly-missing', 'breaks', 'breaks.pdf', ''],
    ['no-longer-expected', 'replaced', 'replaced.pdf', ''],
    ['recovered', 'restored', 'restored.pdf', ''],
    ['recovered', 'bid', '', ''], // sealed
  ])
  const counts = await readCsv(join(folder, 'compare.csv'))
  expect(
    counts.map((row) => [
      row['collectivity'],
      row['kind'],
      row['year'],
      row['recovered'],
      row['still_missing'],
    ]),
  ).toEqual([
    ['Mairie', 'dce', '2022', '1', '1'],
    ['Région', 'offer', '2022', '1', '0'],
  ])
  expect(counts.map(({ lost_before, lost_after }) => [lost_before, lost_after])).toEqual([
    ['3', '2'],
    ['1', '0'],
  ])
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('compare-files.csv')
  // The later run's page shows the trend, by itself.
  const page = readFileSync(join(folder, 'summary.html'), 'utf8')
  expect(page).toContain('id="trend-')
})

test('another mapping or scope: compared where it can be, and said; another estate is refused', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ 'c1/whole': 10 })
  const environment = estate.environment
  const files = [dce('whole'), dce('lost'), dce('old', { deposited_at: '2021-05-01 10:00' }), dce('gone')]
  estate.mapping(rows(...files))
  const first = estate.config([{ bucket }])
  expect((await constat(['reconcile', '--config', first, '--run', 'monday'], environment)).code).toBe(1)

  estate.mapping(rows(...files.filter(({ file_id }) => file_id !== 'gone')))
  const second = estate.config([{ bucket }], [], (config) => {
    config.scope['years'] = [2022]
  })
  expect((await constat(['reconcile', '--config', second, '--run', 'friday'], environment)).code).toBe(1)
  const into = join(estate.folder, 'compared')
  mkdirSync(into)
  const compared = await constat(
    ['compare', 'monday', 'friday', '--config', second, '--locale', 'fr', '--csv', 'office', '--into', into],
    environment,
  )
  expect(compared.code, compared.stderr).toBe(0)
  expect(compared.stdout).toContain('toujours manquants : 1, non comparables : 2')
  expect(compared.stdout).toContain(
    'Ce qui diffère entre ces deux constats : le périmètre, les requêtes qui lisent la base.',
  )
  expect(readFileSync(join(into, 'compare.csv'), 'utf8')).toContain('scope, mapping')
  expect(existsSync(join(estate.folder, 'out/friday/compare.csv'))).toBe(false)

  const elsewhere = await estate.bucket({ other: 1 })
  const third = estate.config([{ bucket: elsewhere }])
  await constat(['reconcile', '--config', third, '--run', 'elsewhere'], environment)
  const refused = await constat(['compare', 'monday', 'elsewhere', '--config', third], environment)
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('no primary store in common') })
  const absent = await constat(['compare', 'monday', 'sunday', '--config', third], environment)
  expect(absent).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no run in') })
})

/** Makes the runs say that they read the database alike: a mapping of literal rows changes where a database would. */
async function readSameMapping({ folder }: TestEstate, ...runs: string[]): Promise<void> {
  for (const run of runs) {
    const store = await RunStore.open(join(folder, 'out', run, 'run.duckdb'), { timeZone: 'UTC' })
    await store.run(
      `update fact set value = json_merge_patch(value, '{"mapping_digest":"same"}') where name = 'identity'`,
    )
    await store.close()
  }
}
