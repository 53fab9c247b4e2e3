import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { actesEstate } from '../../fixtures/actes/rows.ts'
import { Bucket } from '../../fixtures/s3/bucket.ts'
import { type S3StandIn, startS3StandIn } from '../../fixtures/s3/server.ts'
import { constat, type Outcome } from '../support/constat.ts'
import { makeDatabase } from '../support/database.ts'
import { readEml } from '../support/eml.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

/**
 * Another service than the marketplace, with its own schema, its own mapping and its own kinds: a whole run on a real
 * PostgreSQL and the stand-in endpoint, in which the words offer and dce do not occur.
 */

const folder = mkdtempSync(join(tmpdir(), 'constat-actes-'))
const run = join(folder, 'out/one')
let s3: S3StandIn
let outcome: Outcome

beforeAll(async () => {
  const { tables, objects } = actesEstate()
  const database = await makeDatabase(readFileSync('fixtures/actes/schema.sql', 'utf8'))
  await fill(database.url, tables)
  s3 = await startS3StandIn({
    buckets: { actes: new Bucket(damaged(objects)) },
    credentials: [
      {
        accessKeyId: 'reader',
        secretAccessKey: 'reader-secret',
        rights: new Set(['ListBucket', 'GetObject']),
      },
    ],
  })
  writeFileSync(join(folder, 'constat.yaml'), configFor(database.readerUrl))
  outcome = await constat(['reconcile', '--config', join(folder, 'constat.yaml'), '--run', 'one'], {
    AWS_ACCESS_KEY_ID: 'reader',
    AWS_SECRET_ACCESS_KEY: 'reader-secret',
  })
})
afterAll(() => s3.close())

async function fill(url: string, tables: Record<string, object[]>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const [table, rows] of Object.entries(tables))
    await client.query(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows)],
    )
  await client.end()
}

/** An annexe and a flow of the morning are gone, an acte is empty; a flow of that morning has no row any more. */
function damaged(objects: ReturnType<typeof actesEstate>['objects']) {
  const gone = ['actes/10/2.pdf', 'pes/200000008/PESALR2_2023_07_27.xml']
  const left = objects.filter(({ key }) => !gone.includes(key))
  return [
    ...left.map((object) =>
      object.key === 'actes/12/0.pdf' ? { ...object, size: 0, body: Buffer.alloc(0) } : object,
    ),
    { key: 'pes/012345678/PESALR2_2023_07_27.xml', size: 3, lastModified: new Date('2023-07-27T07:10:00Z') },
    { key: 'pes/012345678/PESALR2_2019.xml', size: 3, lastModified: new Date('2019-07-27T07:10:00Z') },
  ]
}

function configFor(url: string): string {
  return stringify({
    incident: {
      name: 'Incident électrique du 27 juillet 2023',
      time_zone: 'Europe/Paris',
      issuer: 'Syndicat mixte',
      services: [
        {
          name: 'Télétransmission',
          kinds: ['acte', 'pes'],
          from: '2023-07-27T10:30',
          to: '2023-08-04T12:45',
          risk_from: '2023-07-27T00:00',
        },
      ],
    },
    scope: { years: [2021, 2022, 2023], kinds: ['acte', 'pes'] },
    marketplace: { url, mapping: resolve('mappings/actes') },
    storage: { primary: [{ type: 's3', bucket: 'actes', endpoint: s3.endpoint, versions: false }] },
    verification: { mode: 'all' },
    output: { folder: 'out', locale: 'en', csv: 'rfc4180' },
  })
}

test('the run finishes, with losses, and nothing strange in the rows', async () => {
  expect(outcome.stderr).not.toMatch(/constat:|error/)
  expect(outcome).toMatchObject({ code: 1 })
  expect(await readCsv(join(run, 'anomalies.csv'))).toEqual([])
})

test('each kind is counted, in files and in rates with their denominators', () => {
  const { kinds } = readSummaryFile(run)
  expect(Object.keys(kinds).sort()).toEqual(['acte', 'pes'])
  expect(kinds['acte']?.files).toMatchObject({
    expected: 6,
    intact: 4,
    missing: 1,
    altered: 1,
    lost: 2,
    not_expected: 1,
  })
  expect(kinds['pes']?.files).toMatchObject({ expected: 3, intact: 2, missing: 1, lost: 1, not_expected: 1 })
  expect(kinds['pes']?.files.missing_rate).toBeCloseTo(1 / 3)
})

test('the findings are what was damaged', async () => {
  const findings = await readCsv(join(run, 'findings.csv'))
  expect(findings.map((row) => [row['kind'], row['object_key'], row['state'], row['reason']])).toEqual([
    ['acte', 'actes/10/2.pdf', 'missing', 'absent'],
    ['acte', 'actes/12/0.pdf', 'altered', 'empty'],
    ['pes', 'pes/200000008/PESALR2_2023_07_27.xml', 'missing', 'absent'],
  ])
})

test('those who transmitted are told; where they are inactive, their public body', async () => {
  const buyers = await readCsv(join(run, 'buyers.csv'))
  expect(
    buyers.map((row) => [
      row['collectivity_id'],
      row['buyer_id'],
      row['urgency_rule'],
      row['siret'],
      row['inactive_contacts'],
      row['no_address'],
    ]),
  ).toEqual([
    ['012345678', '1', 'retained', '01234567800010', 'false', 'false'],
    ['200000008', '2', 'retained', '20000000800018', 'false', 'false'],
    ['200000008', '', 'retained', '20000000800018', 'true', 'true'],
  ])
  const drafts = globSync('collectivities/*/*.eml', { cwd: run })
  expect(drafts.length).toBe(3)
  const [one = ''] = drafts.filter((path) => path.includes('012345678'))
  const { text } = readEml(readFileSync(join(run, one)))
  expect(text).toContain('DEL-2022-031, Budget primitif 2022: 1 file damaged')
})

test('what was sent on the morning of the incident should be sent again, the flow without a row too', async () => {
  const rows = await readCsv(join(run, 'retransmit.csv'))
  expect(
    rows.map((row) => [
      row['collectivity_id'],
      row['kind'],
      row['found_as'],
      row['state'],
      row['file_name'] || row['object_key'],
    ]),
  ).toEqual([
    ['012345678', 'acte', 'deposited', 'intact', 'ARR-2023-104-0.pdf'],
    ['200000008', 'pes', 'deposited', 'missing', 'PESALR2_2023_07_27.xml'],
    ['', '', 'orphan', '', 'pes/012345678/PESALR2_2023_07_27.xml'],
  ])
  expect(await readCsv(join(run, 'deadlines.csv'))).toEqual([])
})

test('the words of the marketplace occur in no report', () => {
  const reports = globSync('*.{csv,json}', { cwd: run })
  expect(reports.length).toBeGreaterThan(15)
  for (const name of reports)
    expect(readFileSync(join(run, name), 'utf8'), name).not.toMatch(/\b(offer|dce)\b/)
})

test('people read the kinds in their language', async () => {
  expect(await constat(['report', '--run', run, '--locale', 'fr', '--csv', 'office'])).toMatchObject({
    code: 0,
  })
  expect(readFileSync(join(run, 'retransmit.csv'), 'utf8')).toContain(';flux PES;')
})
