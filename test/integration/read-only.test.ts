import { resolve } from 'node:path'
import { afterEach, expect, inject, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { loadDemoEstate } from '../support/demo-estate.ts'
import { TestEstate } from '../support/estate.ts'
import { type ProxiedRequest, startFaultProxy } from '../support/fault-proxy.ts'
import { startSqlRecorder } from '../support/sql-recorder.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const READING = [
  'ListObjectsV2',
  'ListObjectVersions',
  'HeadObject',
  'GetObject',
  'GetObjectAttributes',
  'HeadBucket',
]

/** The operation of a request as S3 documents it (path style); what reads nothing that we know is told as it came. */
function operationOf({ method, url, headers }: ProxiedRequest): string {
  const { pathname, searchParams } = new URL(url, 'http://s3')
  const ofBucket = pathname.split('/').filter((step) => step !== '').length === 1
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
  if (method === 'HEAD' && !hasBody) return ofBucket ? 'HeadBucket' : 'HeadObject'
  if (method === 'GET' && !hasBody && ofBucket) {
    if (searchParams.get('list-type') === '2') return 'ListObjectsV2'
    if (searchParams.has('versions')) return 'ListObjectVersions'
  }
  if (method === 'GET' && !hasBody && !ofBucket) {
    if (searchParams.has('attributes')) return 'GetObjectAttributes'
    const others = [...searchParams.keys()].filter((name) => !['x-id', 'versionId'].includes(name))
    if (others.length === 0) return 'GetObject'
  }
  return `${method} ${url}`
}

const READING_SQL: Record<string, RegExp> = {
  select: /^select\b/,
  with: /^with\b/,
  copy: /^copy \(select [\s\S]*\) as mapped\)\s+to stdout \(format text, null '[^']*'\)$/,
  set: /^set\b/,
  show: /^show\b/,
  'begin read only': /^(start transaction read only|begin isolation level repeatable read read only)$/,
  'commit or rollback': /^(commit|rollback)$/,
}

/** Doctor also has SELECTs planned; that runs nothing: https://www.postgresql.org/docs/current/sql-explain.html */
const PLANNED = /^explain \(format json\) select\b/

/** What stands before the first word of a SELECT of the mapping says nothing of it. */
function kindOf(statement: string): string {
  const text = statement
    .replace(/^(\s|--[^\n]*\n)+/, '')
    .trim()
    .toLowerCase()
  return Object.entries(READING_SQL).find(([, pattern]) => pattern.test(text))?.[0] ?? statement
}

test('a whole run, on the wire: requests that read, statements that read, and no other', {
  timeout: 240_000,
}, async () => {
  const estate = new TestEstate()
  const { databaseUrl, bucket, replica, configure } = await loadDemoEstate(estate, 3)
  const database = await startSqlRecorder(databaseUrl)
  const storage = await startFaultProxy(inject('s3').endpoint)
  closing.push(database.close, storage.close)
  const { endpoint } = storage
  const config = estate.config(
    [{ bucket, endpoint }],
    [{ name: 'replica', bucket: replica, endpoint }],
    (it) => {
      it.marketplace['mapping'] = resolve('mappings/demo')
      configure(it)
    },
  )
  const job = (name: string, ...args: string[]) =>
    constat([name, '--config', config, ...args], {
      ...estate.environment,
      CONSTAT_DATABASE_URL: database.url,
    })
  expect((await job('doctor')).code).toBe(0)
  expect(database.statements.filter((statement) => !(kindOf(statement) in READING_SQL))).toEqual(
    Array.from({ length: 5 }, () => expect.stringMatching(PLANNED)), // one for each SELECT of the mapping
  )
  database.statements.length = 0
  expect((await job('reconcile', '--run', 'demo')).code).toBe(1)
  expect((await job('reconcile', '--run', 'demo', '--resume')).code).toBe(1)
  expect((await job('attest', '--run', 'demo')).code).toBe(0)

  const operations = Map.groupBy(storage.requests, operationOf)
  expect([...operations.keys()].filter((operation) => !READING.includes(operation))).toEqual([])
  expect([...operations.keys()]).toEqual(
    expect.arrayContaining(['ListObjectsV2', 'ListObjectVersions', 'HeadObject', 'GetObject']), // else it was not whole
  )
  expect(storage.requests.length).toBeGreaterThan(100)

  const kinds = Map.groupBy(database.statements, kindOf)
  expect([...kinds.keys()].filter((kind) => !(kind in READING_SQL))).toEqual([])
  expect([...kinds.keys()]).toEqual(
    expect.arrayContaining(['select', 'copy', 'begin read only', 'commit or rollback']),
  )
  expect(kinds.get('copy')).toHaveLength(5)
  expect(database.others).toEqual([])
})

test('what writes would be told', () => {
  const asked = (method: string, url: string, headers = {}) => operationOf({ method, url, headers, n: 1 })
  for (const [method, url] of [
    ['PUT', '/b/k'],
    ['DELETE', '/b/k'],
    ['POST', '/b?delete'],
    ['GET', '/b?policy'],
    ['GET', '/b/k?acl'],
    ['PUT', '/b/k?x-id=CopyObject'],
  ] as const)
    expect(READING).not.toContain(asked(method, url))
  for (const statement of [
    'delete from x',
    'begin',
    'copy x from stdin',
    'explain analyze delete from x',
    'explain (analyze) select 1',
    'copy (select 1 from (select 1) as mapped) to program $$x$$',
    'insert into x values (1)',
  ])
    expect(READING_SQL).not.toHaveProperty([kindOf(statement)])
})
