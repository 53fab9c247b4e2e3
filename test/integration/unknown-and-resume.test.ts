import { join } from 'node:path'
import { afterEach, expect, inject, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'
import { promiseOf } from '../support/promise.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

const people = { collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }] }

let proxy: FaultProxy | undefined
afterEach(async () => {
  await proxy?.close()
  proxy = undefined
})

/** Two objects of which one is gone, behind a proxy that the test controls; a copy of it in a replica. */
async function estateBehindProxy() {
  proxy = await startFaultProxy(inject('s3').endpoint)
  const estate = new TestEstate()
  const bucket = await estate.bucket({ here: 1 })
  const replica = await estate.bucket({ gone: 1 })
  estate.mapping({ ...people, 'expected-objects': [promiseOf('here'), promiseOf('gone')] })
  const s3 = { endpoint: proxy.endpoint, timeout_seconds: 2 }
  const config = estate.config([{ ...s3, bucket }], [{ ...s3, name: 'replica', bucket: replica }])
  const reconcile = (...args: string[]) =>
    constat(['reconcile', '--config', config, '--run', 'r', ...args], estate.environment)
  const finding = async () => (await readCsv(join(estate.folder, 'out/r/findings.csv')))[0]
  return { estate, bucket, replica, proxy, reconcile, finding }
}

test.each([
  { what: 'answers 403', fault: { status: 403 }, reason: 'forbidden' },
  { what: 'answers 500', fault: { status: 500 }, reason: 'error' },
  { what: 'answers 503', fault: { status: 503 }, reason: 'error' },
  { what: 'is never answered', fault: 'hang' as const, reason: 'error' },
  { what: 'is reset', fault: 'reset' as const, reason: 'error' },
])('a HEAD that $what leaves unknown, and --resume settles it', async ({ fault, reason }) => {
  const { estate, bucket, proxy, reconcile, finding } = await estateBehindProxy()
  proxy.rule = ({ method, url }) => (method === 'HEAD' && url.startsWith(`/${bucket}/gone`) ? fault : 'pass')
  expect(await reconcile()).toMatchObject({ code: 3 })
  expect(await finding()).toMatchObject({ state: 'unknown', reason, recovery: '' })
  expect(readSummaryFile(join(estate.folder, 'out/r')).kinds['offer']?.files).toMatchObject({
    expected: 2,
    intact: 1,
    unknown: 1,
    missing: 0,
    missing_rate: 0,
    missing_rate_max: 0.5,
  })
  proxy.rule = () => 'pass'
  expect(await reconcile('--resume')).toMatchObject({ code: 0 })
  expect(await finding()).toMatchObject({
    state: 'missing',
    reason: 'absent',
    recovery: 'replica',
    recovered_from: 'replica',
  })
})

test('a replica that does not answer leaves the recovery unknown, and --resume settles it', async () => {
  const { proxy, replica, reconcile, finding } = await estateBehindProxy()
  proxy.rule = ({ url }) => (url.startsWith(`/${replica}`) ? { status: 503 } : 'pass')
  expect(await reconcile()).toMatchObject({ code: 3 })
  expect(await finding()).toMatchObject({ state: 'missing', recovery: 'unknown' })
  proxy.rule = () => 'pass'
  expect(await reconcile('--resume')).toMatchObject({ code: 0 })
  expect(await finding()).toMatchObject({ state: 'missing', recovery: 'replica' })
})

test('a listing that breaks off makes its keys unknown and never missing, and --resume settles them', async () => {
  const { proxy, bucket, reconcile, finding } = await estateBehindProxy()
  const listings = { seen: 0 }
  // The first listing is preflight's; of the ranges, the one that holds `gone` breaks.
  proxy.rule = ({ method, url }) => {
    const listing =
      method === 'GET' &&
      url.startsWith(`/${bucket}`) &&
      url.includes('list-type=2') &&
      !url.includes('max-keys=1&')
    if (!listing || url.includes('max-keys=1')) return 'pass'
    listings.seen++
    return url.includes('start-after') ? 'pass' : { status: 500 }
  }
  expect(await reconcile()).toMatchObject({ code: 3 })
  expect(listings.seen).toBeGreaterThan(0)
  expect(await finding()).toMatchObject({ state: 'unknown', reason: 'not-listed' })
  proxy.rule = () => 'pass'
  expect(await reconcile('--resume')).toMatchObject({ code: 0 })
  expect(await finding()).toMatchObject({ object_key: 'gone', state: 'missing', recovery: 'replica' })
})

test('a bucket that vanishes after the listing makes no object missing', async () => {
  const { proxy, bucket, reconcile, finding } = await estateBehindProxy()
  let headed = false
  proxy.rule = ({ method, url }) => {
    if (!url.startsWith(`/${bucket}`)) return 'pass'
    if (method === 'HEAD' && url.startsWith(`/${bucket}/gone`)) headed = true
    return headed
      ? {
          status: 404,
          body: '<Error><Code>NoSuchBucket</Code></Error>',
          headers: { 'content-type': 'application/xml' },
        }
      : 'pass'
  }
  expect(await reconcile()).toMatchObject({ code: 3 })
  expect(await finding()).toMatchObject({
    state: 'unknown',
    reason: 'error',
    evidence: expect.stringContaining('NoSuchBucket'),
  })
})

test('of two primary stores one does not answer: its objects are unknown, the others are judged', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ here: 1 })
  const elsewhere = { ...promiseOf('elsewhere'), bucket: 'no-such-bucket' }
  const nowhere = { ...promiseOf('nowhere'), bucket: 'not-configured' }
  estate.mapping({
    ...people,
    'expected-objects': [promiseOf('here'), promiseOf('gone'), elsewhere, nowhere],
  })
  const config = estate.config([{ bucket }, { bucket: 'no-such-bucket' }])
  const run = await constat(['reconcile', '--config', config, '--run', 'r'], estate.environment)
  expect(run).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('storage no-such-bucket: NoSuchBucket'),
  })
  const findings = await readCsv(join(estate.folder, 'out/r/findings.csv'))
  expect(findings.map((f) => [f['object_key'], f['state'], f['reason']])).toEqual([
    ['elsewhere', 'unknown', 'not-listed'],
    ['gone', 'missing', 'absent'],
    ['nowhere', 'unknown', 'not-listed'],
  ])
})

test('guards stop the run with 5; accepted, they are told in every summary', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({})
  estate.mapping({ ...people, 'expected-objects': [promiseOf('a'), promiseOf('b')] })
  const config = estate.config([{ bucket }], [], (c) => {
    c['guards'] = { loss_range: { offer: { max: 0.5 } } }
  })
  const reconcile = (...args: string[]) =>
    constat(['reconcile', '--config', config, '--run', 'g', ...args], estate.environment)
  expect(await reconcile()).toMatchObject({
    code: 5,
    stderr: expect.stringMatching(/nothing-listed: [\s\S]*empty-prefix:constat-/),
  })
  expect(
    await reconcile(
      '--resume',
      '--accept-guard',
      'nothing-listed',
      '--accept-guard',
      `empty-prefix:${bucket}`,
    ),
  ).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('loss-range:offer: 2 of 2 files (100.0 %) are damaged'),
  })
  const accepted = await reconcile('--resume', '--accept-guard', 'loss-range')
  expect(accepted).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Guards accepted: empty-prefix:'),
  })
  expect(readSummaryFile(join(estate.folder, 'out/g')).guards_accepted).toEqual([
    `empty-prefix:${bucket}`,
    'loss-range',
    'nothing-listed',
  ])
})
