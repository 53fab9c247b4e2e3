import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { reconcile } from '../../src/run/reconcile.ts'
import { type Journal, silentJournal } from '../../src/vocabulary/journal.ts'
import { TestEstate } from '../support/estate.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

const table = `second_look_${randomBytes(6).toString('hex')}`
let client: Client

beforeEach(async () => {
  client = new Client({ connectionString: inject('databaseUrl') })
  await client.connect()
  await client.query(
    `create table ${table} (file_id text, object_key text, size_bytes int, not_expected text)`,
  )
})

afterEach(async () => {
  await client.query(`drop table ${table}`)
  await client.end()
})

/** Stages do not wait for their journal: a process of its own changes the database while this one stands still. */
function now(statements: string[]): void {
  const input = JSON.stringify({ databaseUrl: inject('databaseUrl'), statements })
  execFileSync(process.execPath, ['--input-type=module', '--eval', CHANGE], { input })
}

const CHANGE = `
  import { text } from 'node:stream/consumers'
  import pg from 'pg'
  const { databaseUrl, statements } = JSON.parse(await text(process.stdin))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()`

/** Five files of which none is stored as promised, and what happens to the database once the names were asked. */
async function runWhile(change: string[]) {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ 'rewritten-to': 4, resized: 7 })
  for (const key of ['stays', 'withdrawn', 'purged', 'rewritten', 'resized'])
    await client.query(`insert into ${table} values ($1, $1, 4)`, [key])
  estate.mapping(
    { collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }] },
    {
      'expected-objects': `
        select object_key, null as bucket, 'offer' as kind, 'content' as role, file_id, null as file_name,
          'A' as collectivity_id, null as consultation_id, null as lot, null as offer_id, null as bidder, size_bytes,
          null as checksum, date '2022-05-04' as deposited_at, null as current, null as winning, not_expected
        from ${table}`,
    },
  )
  const config = estate.config([{ bucket }])
  process.env['CONSTAT_DATABASE_URL'] = inject('databaseUrl')
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = estate.environment
  Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY })
  const journal: Journal = {
    ...silentJournal,
    stage: (name) => {
      if (name === 'verify') now(change)
    },
  }
  const signal = new AbortController().signal
  const options = { run: 'r', resume: false, acceptedGuards: [], journal, signal }
  const { exitCode } = await reconcile(loadConfig(config), options)
  const resume = () => reconcile(loadConfig(config), { ...options, journal: silentJournal, resume: true })
  const folder = join(estate.folder, 'out/r')
  return {
    exitCode,
    resume,
    findings: () => readCsv(join(folder, 'findings.csv')),
    summary: () => readSummaryFile(folder),
  }
}

test('what was withdrawn or rewritten while the run went on is no loss', async () => {
  const { exitCode, findings, summary } = await runWhile([
    `delete from ${table} where file_id = 'withdrawn'`,
    `update ${table} set not_expected = 'purged' where file_id = 'purged'`,
    `update ${table} set object_key = 'rewritten-to' where file_id = 'rewritten'`,
    `update ${table} set size_bytes = 7 where file_id = 'resized'`,
  ])
  expect(exitCode).toBe(1)
  expect((await findings()).map((f) => [f['object_key'], f['state'], f['reason']])).toEqual([
    ['stays', 'missing', 'absent'],
  ])
  expect(summary().kinds['offer']?.files).toMatchObject({
    expected: 3,
    missing: 1,
    intact: 2,
    not_expected: 2,
  })
  expect(summary().changes).toEqual({
    'withdrawn-since': 2,
    rewritten: 1,
    repromised: 1,
    'added-since': 0,
  })
})

test('a database that is gone at the second look leaves unknown, and --resume settles it', async () => {
  const { exitCode, resume, findings } = await runWhile([`alter table ${table} rename to ${table}_away`])
  expect(exitCode).toBe(3)
  expect((await findings()).map((f) => [f['object_key'], f['state'], f['reason']])).toEqual([
    ['purged', 'unknown', 'error'],
    ['resized', 'unknown', 'error'],
    ['rewritten', 'unknown', 'error'],
    ['stays', 'unknown', 'error'],
    ['withdrawn', 'unknown', 'error'],
  ])
  await client.query(`alter table ${table}_away rename to ${table}`)
  expect(await resume()).toMatchObject({ exitCode: 1 })
  expect((await findings()).map((f) => [f['object_key'], f['state'], f['reason']])).toEqual([
    ['purged', 'missing', 'absent'],
    ['resized', 'altered', 'size'],
    ['rewritten', 'missing', 'absent'],
    ['stays', 'missing', 'absent'],
    ['withdrawn', 'missing', 'absent'],
  ])
})
