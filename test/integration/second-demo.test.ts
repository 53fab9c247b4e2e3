import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoServers, startDemoServers } from '../../fixtures/demo/servers.ts'
import { KEY_REWRITES } from '../../fixtures/marketplace/key-rewrites.ts'
import { constat } from '../support/constat.ts'
import { readCsv } from '../support/summary.ts'

/** A small demo; then the host brings part of the damage back, a buyer replaces a lost document, and all is told anew. */

type Row = Record<string, string>

const folder = mkdtempSync(join(tmpdir(), 'constat-second-demo-'))
const config = join(folder, 'constat.json')
const out = (...path: string[]) => join(folder, 'out', ...path)
const idOf = (row: Row | undefined) => [row?.['collectivity_id'], row?.['kind'], row?.['file_id']].join(' ')
const run = (job: string, ...args: string[]) => constat([job, ...args, '--config', config])
const NOTE = { informed_on: '2023-08-07', informed_by: 'Éloïse', outcome: 'told, will send it again' }

let servers: DemoServers
let repaired: Row[]
let replaced: Row

beforeAll(async () => {
  servers = await startDemoServers(0.1)
  writeFileSync(config, JSON.stringify(configuration(servers)), { mode: 0o600 })
  expect(await run('reconcile', '--run', 'one', '--quiet')).toMatchObject({ code: 1 })
  expect(await run('attest', '--run', 'one')).toMatchObject({ code: 0 })
  note(out('one', 'buyers.csv'))

  const missing = await missingFiles(out('one', 'findings.csv'))
  repaired = missing.filter(({ recovery }) => recovery === 'replica').slice(0, 5)
  replaced = missing.find(({ kind, recovery }) => kind === 'dce' && recovery === 'none') ?? {}
  for (const { object_key } of repaired) bringBack(object_key ?? '')
  await replace(replaced)

  expect(
    await run('reconcile', '--run', 'two', '--quiet', '--follow-up', out('one', 'buyers.csv')),
  ).toMatchObject({ code: 1 })
  expect(await run('attest', '--run', 'two')).toMatchObject({ code: 0 })
}, 240_000)
afterAll(() => servers.close())

test('compare names what came back and what is no longer expected, and nothing else', async () => {
  expect(repaired).toHaveLength(5)
  const compared = await run('compare', 'one', 'two', '--locale', 'en', '--csv', 'rfc4180')
  expect(compared).toMatchObject({ code: 0 })
  const changes = Map.groupBy(await readCsv(out('two', 'compare-files.csv')), (row) => row['change'])
  expect([...changes.keys()].sort()).toEqual(['no-longer-expected', 'recovered'])
  expect(changes.get('recovered')?.map(idOf).sort()).toEqual(repaired.map(idOf).sort())
  expect(changes.get('no-longer-expected')?.map(idOf)).toEqual([idOf(replaced)])
  const sums = (name: string, rows: Row[]) => rows.reduce((sum, row) => sum + Number(row[name]), 0)
  const table = await readCsv(out('two', 'compare.csv'))
  expect(sums('recovered', table)).toBe(5)
  expect(sums('no_longer_expected', table)).toBe(1)
  expect(sums('newly_missing', table)).toBe(0)
})

test('what support noted is kept: beside who is still affected, and apart for who is not', async () => {
  const before = await readCsv(out('one', 'buyers.csv'))
  const after = await readCsv(out('two', 'buyers.csv'))
  const kept = await readCsv(out('two', 'follow-up-kept.csv'))
  expect(before.length).toBeGreaterThan(5)
  for (const row of [...after, ...kept]) expect(row).toMatchObject(NOTE)
  const idsOf = (rows: Row[]) => rows.map((row) => `${row['collectivity_id']} ${row['buyer_id']}`).sort()
  expect(idsOf([...after, ...kept])).toEqual(idsOf(before))
})

test('each certificate of the second run names the one that it replaces', async () => {
  const first = await readCsv(out('one', 'attestations', 'attestations.csv'))
  const second = await readCsv(out('two', 'attestations', 'attestations.csv'))
  expect(first.length).toBeGreaterThan(5)
  expect(first.map((row) => row['replaces'])).toEqual(first.map(() => ''))
  expect(second.map((row) => row['replaces'])).toEqual(first.map((row) => row['number']))
  const numbers = [...first, ...second].map((row) => Number(row['number']?.split('-').at(-1)))
  expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  const [latest] = second
  const verified = await run('attest', '--verify', out('two', 'attestations', `${latest?.['number']}.pdf`))
  expect(verified).toMatchObject({ code: 0 })
})

/** Files of one object, missing for good, whose object no other row names. */
async function missingFiles(findings: string): Promise<Row[]> {
  const rows = await readCsv(findings)
  const files = Map.groupBy(rows, idOf)
  const keys = Map.groupBy(rows, (row) => row['object_key'])
  return rows.filter(
    (row) =>
      row['role'] === 'content' &&
      row['reason'] === 'absent' &&
      files.get(idOf(row))?.length === 1 &&
      keys.get(row['object_key'])?.length === 1,
  )
}

/** As if someone had filled in the three columns of every row. */
function note(list: string): void {
  const [head = '', ...rows] = readFileSync(list, 'utf8').split('\r\n')
  const noted = rows.map((row) =>
    row === '' ? row : row.replace(/,,,$/, `,${NOTE.informed_on},${NOTE.informed_by},"${NOTE.outcome}"`),
  )
  writeFileSync(list, [head, ...noted].join('\r\n'))
}

function bringBack(key: string): void {
  const copy = servers.plan.replica.find((object) => object.key === key)
  if (copy === undefined) throw new Error(`the replica has no ${key}`)
  servers.writer.bucket.put(copy)
}

/** The buyer publishes the document again: another file, and the lost one should hold nothing from now on. */
async function replace({ collectivity_id, file_id }: Row): Promise<void> {
  const client = new Client({ connectionString: servers.writer.databaseUrl })
  await client.connect()
  const lost = [collectivity_id, file_id?.replace('D-', '')]
  const key = 'vol-01/published-again.pdf'
  await client.query(
    `insert into blob select organisation, (select max(id) + 1 from blob), $3, '9', null, created_at, 0
     from blob where organisation = $1 and id = (select blob_id from dce_file where organisation = $1 and id = $2)`,
    [...lost, key],
  )
  await client.query(
    `insert into dce_file select organisation, (select max(id) + 1 from dce_file), consultation_id, version, name,
       (select max(id) from blob)
     from dce_file where organisation = $1 and id = $2`,
    lost,
  )
  await client.query(
    `update blob set purged = 1
     where organisation = $1 and id = (select blob_id from dce_file where organisation = $1 and id = $2)`,
    lost,
  )
  await client.end()
  servers.writer.bucket.put({ key, size: 9, lastModified: new Date(Date.now() - 60_000) })
}

function configuration({ databaseUrl, s3 }: DemoServers): object {
  const { endpoint, accessKeyId, secretAccessKey, primary, replica } = s3
  const store = { type: 's3', endpoint, access_key_id: accessKeyId, secret_access_key: secretAccessKey }
  const service = { name: 'Salle des marchés', from: '2023-07-27T10:30', to: '2023-08-03T14:00' }
  return {
    incident: {
      name: 'Incident',
      time_zone: 'Europe/Paris',
      issuer: 'Émetteur',
      host: 'Hébergeur',
      services: [{ ...service, kinds: ['offer', 'dce'] }],
    },
    scope: { years: [2021, 2022, 2023], kinds: ['offer', 'dce'] },
    marketplace: { url: databaseUrl, mapping: resolve('mappings/demo'), key_rewrites: KEY_REWRITES },
    storage: {
      primary: [{ ...store, bucket: primary }],
      recovery: [{ ...store, name: 'replica', bucket: replica }],
    },
    verification: { mode: 'none' },
    output: { folder: 'out', locale: 'en', csv: 'rfc4180' },
  }
}
