import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, inject, test } from 'vitest'
import { Bucket } from '../../fixtures/s3/bucket.ts'
import { startS3StandIn } from '../../fixtures/s3/server.ts'
import { CONTRACT } from '../../src/marketplace/contract.ts'
import { compareKeys } from '../../src/vocabulary/key-order.ts'
import { constat } from '../support/constat.ts'
import { execute, makeDatabase, type TestDatabase } from '../support/database.ts'
import { type EstateConfig, type Objects, TestEstate } from '../support/estate.ts'
import { type FaultRule, startFaultProxy } from '../support/fault-proxy.ts'

const promise = {
  object_key: 'k',
  file_id: 'f',
  kind: 'offer',
  role: 'content',
  collectivity_id: 'A',
  size_bytes: '1',
  deposited_at: '2022-05-04',
}

let database: TestDatabase
beforeAll(async () => {
  database = await makeDatabase('create table secret (x int)')
  await execute(database.url, `revoke all on secret from ${database.reader}`)
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Visit = {
  objects?: Objects
  rule?: FaultRule
  store?: object
  recovery?: object[]
  mapping?: Record<string, string>
  environment?: NodeJS.ProcessEnv
  change?: (config: EstateConfig) => void
}

/** What doctor says of an estate in which all is well but for what the test spoils. */
async function visit(spoilt: Visit, estate = new TestEstate()) {
  const proxy = await startFaultProxy(inject('s3').endpoint)
  closing.push(() => proxy.close())
  const bucket = await estate.bucket(spoilt.objects ?? { k: 1 })
  if (spoilt.rule !== undefined) proxy.rule = spoilt.rule
  estate.mapping({ 'expected-objects': [promise] }, spoilt.mapping)
  const store = { bucket, endpoint: proxy.endpoint, timeout_seconds: 5, ...spoilt.store }
  const config = estate.config([store], spoilt.recovery, spoilt.change)
  const environment = {
    ...estate.environment,
    CONSTAT_DATABASE_URL: database.readerUrl,
    ...spoilt.environment,
  }
  const { code, stdout, stderr } = await constat(['doctor', '--config', config], environment)
  expect(stderr).not.toContain('internal error')
  const wrong = stdout.split('\n').filter((line) => /^(WARNING|FAILED)/.test(line))
  return { code, stdout, stderr, wrong, bucket, config, environment, requests: proxy.requests }
}

/** A listing whose objects a store with other ideas would give. */
const relist = (change: (contents: string[]) => string[]) => (body: string) => {
  const contents = body.match(/<Contents>.*?<\/Contents>/gs) ?? []
  const [before = '', after = ''] = [body.split('<Contents>')[0], body.split('</Contents>').at(-1)]
  return contents.length === 0 ? body : before + change(contents).join('') + after
}
const isListing: (url: string) => boolean = (url) => url.includes('list-type=2')
const keyOf = (contents: string) =>
  decodeURIComponent((/<Key>(.*?)<\/Key>/s.exec(contents)?.[1] ?? '').replaceAll('+', ' '))

test('a healthy estate is all green, in one line a check, with few requests', async () => {
  const objects = Object.fromEntries(['k', 'B', 'a', 'é', '\u{fb01}', '\u{1f600}'].map((key) => [key, 1]))
  const { code, stdout, wrong, requests } = await visit({ objects })
  expect(wrong).toEqual([])
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^ok {7}configuration: .* is in order$/),
    expect.stringMatching(/^ok {7}marketplace: PostgreSQL \d+\S* answers$/),
    'ok       role: the role can only read',
    expect.stringMatching(/^ok {7}mapping: the five SELECTs of .* give the contract's columns$/),
    expect.stringMatching(/^ok {7}promises: about 1 expected objects, as the database plans$/),
    expect.stringMatching(/^ok {7}storage constat-\w+: can be listed$/),
    expect.stringMatching(/^ok {7}absent keys of constat-\w+: are answered "not found"$/),
    expect.stringMatching(
      /^ok {7}order of constat-\w+: 6 keys came in UTF-8 byte order, and StartAfter is honoured$/,
    ),
    expect.stringMatching(/^ok {7}versions of constat-\w+: can be listed$/),
    expect.stringMatching(/^ok {7}clock: this machine, the database and constat-\w+ agree to \d+\.\d s$/),
    expect.stringMatching(/^ok {7}output: .* can be written$/),
    expect.stringMatching(/^ok {7}disk: \d+(\.\d)? [MGT]B are free, a run takes about 20 MB$/),
  ])
  expect(requests.length).toBeLessThanOrEqual(12)
})

test('a role that can write is warned of', async () => {
  const { code, wrong } = await visit({ environment: { CONSTAT_DATABASE_URL: database.url } })
  expect(wrong).toEqual(['WARNING  role: the role can write to one table (public.secret)'])
  expect(code).toBe(0)
})

test('a missing column, a table that the role may not read, and a mapping without rows fail with 2', async () => {
  const buyers = (from: string) =>
    `select null::text as collectivity_id, null::text as buyer_id, null::text as service, null::text as full_name,
      null::text as email, null::text as phone${from}`
  const column = await visit({ mapping: { buyers: buyers('') } })
  expect(column.wrong).toEqual([
    expect.stringMatching(/^FAILED {3}mapping: .*buyers\.sql: the column active is missing/),
  ])
  expect(column.code).toBe(2)

  const rights = await visit({ mapping: { buyers: buyers(', true as active from secret') } })
  expect(rights.wrong).toEqual([
    expect.stringMatching(/^FAILED {3}mapping: .*buyers\.sql: permission denied for table secret$/),
  ])
  expect(rights.stdout).toContain('→ mend the SELECT, or grant the role what it reads')
  expect(rights.code).toBe(2)

  const estate = new TestEstate()
  estate.mapping({})
  const { environment } = estate
  const config = estate.config([{ bucket: await estate.bucket({ k: 1 }) }])
  for (const job of ['doctor', 'reconcile'])
    expect(await constat([job, '--config', config], environment)).toMatchObject({
      code: 2,
      ...(job === 'doctor'
        ? {
            stdout: expect.stringMatching(
              /FAILED {3}promises: .*expected-objects\.sql gives no rows: nothing/,
            ),
          }
        : { stderr: expect.stringMatching(/promises: .*expected-objects\.sql gives no rows: nothing/) }),
    })
})

test('a bucket that cannot be listed fails with 4, and a HEAD that answers 403 asks for ListBucket', async () => {
  const key = { accessKeyId: 'getter', secretAccessKey: 'of-objects' }
  const s3 = await startS3StandIn({
    buckets: { b: new Bucket() },
    credentials: [{ ...key, rights: new Set(['GetObject'] as const) }],
  })
  closing.push(() => s3.close())
  const { code, stdout, wrong } = await visit({
    store: { endpoint: s3.endpoint, bucket: 'b' },
    environment: { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey },
  })
  expect(wrong).toEqual([
    'FAILED   storage b: AccessDenied (403)',
    expect.stringMatching(
      /^WARNING {2}absent keys of b: .* gave .*\(403\) and not "not found": every missing/,
    ),
    expect.stringMatching(/^WARNING {2}versions of b: AccessDenied \(403\): what is damaged/),
  ])
  expect(stdout).toContain('may not list this bucket: grant s3:ListBucket')
  expect(stdout).toContain('→ grant s3:ListBucket on the bucket itself (without it S3 answers 403')
  expect(code).toBe(4)
})

test('a HEAD that answers 403 though the bucket can be listed is warned of', async () => {
  const { code, wrong } = await visit({
    rule: ({ method }) => (method === 'HEAD' ? { status: 403 } : 'pass'),
  })
  expect(wrong).toEqual([expect.stringMatching(/^WARNING {2}absent keys of .*\(403\) and not "not found"/)])
  expect(code).toBe(0)
})

const mixed = { a: 1, B: 1, c: 1, '\u{fb01}': 1, '\u{1f600}': 1 }
const byLanguage = (x: string, y: string) => new Intl.Collator('en').compare(keyOf(x), keyOf(y))
const byUtf16 = (x: string, y: string) => (keyOf(x) < keyOf(y) ? -1 : 1)

test.each<[string, (x: string, y: string) => number, RegExp]>([
  ['language', byLanguage, /keys are not in UTF-8 byte order: "a" came after "\u{1f600}"/u],
  ['UTF-16 units', byUtf16, /keys are not in UTF-8 byte order: "\u{fb01}" came after "\u{1f600}"/u],
])('a store that lists by %s fails with 2', async (_, order, says) => {
  const rewrite = relist((contents) => contents.toSorted(order))
  const seen = await visit({ objects: mixed, rule: ({ url }) => (isListing(url) ? { rewrite } : 'pass') })
  expect(seen.wrong).toEqual([expect.stringMatching(/^FAILED {3}order of constat-/)])
  expect(seen.wrong[0]).toMatch(says)
  expect(seen.stdout).toContain('→ set byte_ordered: false for this store')
  expect(seen.code).toBe(2)
  const run = await constat(['reconcile', '--config', seen.config], seen.environment)
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('set byte_ordered: false') })
})

test.each<[string, (keys: string[], after: string) => string[], string]>([
  ['ignores StartAfter', (keys) => keys, 'StartAfter is not honoured: after "c" came "B"'],
  [
    'gives the key of StartAfter again',
    (keys, after) => keys.filter((key) => compareKeys(key, after) >= 0),
    'StartAfter is not exclusive: "c" was given again',
  ],
  [
    'leaves the next key out',
    (keys, after) => keys.filter((key) => compareKeys(key, after) > 0).slice(1),
    'StartAfter leaves keys out: after "c" came no "\u{fb01}"',
  ],
])('a store that %s fails with 2; with byte_ordered: false it is green', async (_, given, says) => {
  let whole = ''
  const remember = (body: string) => {
    whole = body
    return body
  }
  const rule: FaultRule = ({ url }) => {
    const after = new URL(url, 'http://proxy').searchParams.get('start-after')
    if (!isListing(url)) return 'pass'
    if (url.includes('max-keys')) return 'pass'
    if (after === null) return { rewrite: remember }
    const keys = (contents: string[]) => given(contents.map(keyOf), after)
    const list = relist((contents) => contents.filter((content) => keys(contents).includes(keyOf(content))))
    return { rewrite: () => list(whole) }
  }
  const seen = await visit({ objects: mixed, rule })
  expect(seen.wrong).toEqual([expect.stringMatching(new RegExp(`^FAILED {3}order of constat-\\w+: ${says}`))])
  expect(seen.code).toBe(2)
  const told = await visit({ objects: mixed, rule, store: { byte_ordered: false } })
  expect(told).toMatchObject({ code: 0, wrong: [] })
})

test('a listing that breaks off, and a bucket without objects, are warned of', async () => {
  const broken = await visit({
    rule: ({ url }) => (isListing(url) && !url.includes('max-keys') ? { status: 403 } : 'pass'),
  })
  expect(broken.wrong).toEqual([expect.stringMatching(/^WARNING {2}order of .*: could not be looked at: /)])
  expect(broken.code).toBe(0)
  const empty = await visit({ objects: {} })
  expect(empty).toMatchObject({ code: 0, wrong: [expect.stringMatching(/: there is no object$/)] })
})

test.each([
  [-11, 'FARAWAY is 11 minutes behind; this machine and the database agree'],
  [9, 'FARAWAY is 9 minutes ahead; this machine and the database agree'],
])("a store's clock that is %i minutes off is warned of", async (minutes, says) => {
  const key = { accessKeyId: 'k', secretAccessKey: 's' }
  const s3 = await startS3StandIn({
    buckets: { b: new Bucket([{ key: 'k', size: 1, lastModified: new Date() }]) },
    credentials: [key],
    now: () => new Date(Date.now() + minutes * 60_000),
  })
  closing.push(() => s3.close())
  const { code, wrong, stdout } = await visit({
    store: { endpoint: s3.endpoint, bucket: 'b' },
    environment: { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey },
  })
  expect(wrong).toEqual([`WARNING  clock: the clock of ${says.replace('FARAWAY', 'b')}`])
  expect(stdout).toContain('→ set the clock of b (NTP)')
  expect(code).toBe(0)
})

test("the database's clock that is 20 minutes off is warned of", async () => {
  const late = await makeDatabase(`
    create schema late;
    grant usage on schema late to public;
    create function late.clock_timestamp() returns timestamptz language sql
      as $$ select pg_catalog.clock_timestamp() - interval '20 minutes' $$`)
  await execute(late.url, `alter role ${late.reader} set search_path = late, pg_catalog, public`)
  const { code, wrong } = await visit({ environment: { CONSTAT_DATABASE_URL: late.readerUrl } })
  expect(wrong).toEqual([
    expect.stringMatching(
      /^WARNING {2}clock: the clock of the database is 20 minutes behind; this machine and constat-\w+ agree$/,
    ),
  ])
  expect(code).toBe(0)
})

test('too little disk for what the database plans for is warned of', async () => {
  const columns = CONTRACT.find(({ name }) => name === 'expected-objects')?.columns ?? []
  const { code, wrong, stdout } = await visit({
    mapping: {
      'expected-objects': `select ${columns.map(({ name }) => `null::text as ${name}`).join(', ')}
        from generate_series(1, 1000000) a cross join generate_series(1, 1000000) b`,
    },
  })
  expect(wrong).toEqual([
    expect.stringMatching(/^WARNING {2}disk: too little: .* are free, a run takes about 500\.0 TB$/),
  ])
  expect(stdout).toContain('about 1,000,000,000,000 expected objects')
  expect(stdout).toContain('→ make room, or set output.folder')
  expect(code).toBe(0)
})

test('an output folder that cannot be written fails with 2, in a run as well', async () => {
  const estate = new TestEstate()
  writeFileSync(join(estate.folder, 'file'), '')
  const spoilt = { change: ({ output }: EstateConfig) => Object.assign(output, { folder: 'file/out' }) }
  const { code, wrong, config, environment } = await visit(spoilt, estate)
  expect(wrong).toEqual([expect.stringMatching(/^FAILED {3}output: .*file\/out cannot be written: ENOTDIR/)])
  expect(code).toBe(2)
  expect(await constat(['reconcile', '--config', config], environment)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('set output.folder to a folder that can be written'),
  })
})

test.each<[string, (root: string) => void, RegExp]>([
  ['is not there', () => {}, /storage archives: .*\/root is not there \(ENOENT\)/],
  ['is a file', (root) => writeFileSync(root, ''), /storage archives: .*\/root is not a directory/],
])('a directory tree whose root %s fails with 4', async (_, make, says) => {
  const estate = new TestEstate()
  make(join(estate.folder, 'root'))
  const change = ({ storage }: EstateConfig) =>
    Object.assign(storage, { primary: [{ type: 'filesystem', name: 'archives', root: 'root' }] })
  const { code, wrong } = await visit({ change }, estate)
  expect(wrong).toEqual([expect.stringMatching(says)])
  expect(code).toBe(4)
})

test('a directory tree that is there is green', async () => {
  const estate = new TestEstate()
  mkdirSync(join(estate.folder, 'root'))
  writeFileSync(join(estate.folder, 'root/file'), '')
  const change = ({ storage }: EstateConfig) =>
    Object.assign(storage, { primary: [{ type: 'filesystem', name: 'archives', root: 'root' }] })
  expect(await visit({ change }, estate)).toMatchObject({ code: 0, wrong: [] })
})

test('a recovery store that does not answer is warned of', async () => {
  const { code, wrong } = await visit({ recovery: [{ name: 'replica', bucket: 'no-such-bucket' }] })
  expect(wrong).toEqual(['WARNING  recovery replica: NoSuchBucket (404): recoveries will be unknown'])
  expect(code).toBe(0)
})
