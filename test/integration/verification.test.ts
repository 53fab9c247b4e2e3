import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, expect, inject, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

const hash = (algorithm: string, body: string | Buffer) =>
  `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`

let proxy: FaultProxy | undefined
afterEach(async () => {
  await proxy?.close()
  proxy = undefined
})

/** Each object's content as deposited, and as it is stored now. */
const contents: Record<string, { deposited: string; stored?: string | Buffer; algorithm: string }> = {
  'md5-same': { deposited: 'aaaa', algorithm: 'md5' },
  'md5-other': { deposited: 'bbbb', stored: 'BBBB', algorithm: 'md5' },
  'sha-same': { deposited: 'cccc', algorithm: 'sha256' },
  'sha-zeros': { deposited: 'dddd', stored: Buffer.alloc(4), algorithm: 'sha1' },
}

async function estate() {
  proxy = await startFaultProxy(inject('s3').endpoint)
  const estate = new TestEstate()
  const bucket = await estate.bucket({})
  for (const [Key, { deposited, stored }] of Object.entries(contents))
    await estate.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: stored ?? deposited }))
  estate.mapping({
    collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }],
    'expected-objects': Object.entries(contents).map(([object_key, { deposited, algorithm }]) => ({
      object_key,
      file_id: object_key,
      kind: 'offer',
      role: 'content',
      collectivity_id: 'A',
      size_bytes: '4',
      checksum: hash(algorithm, deposited),
      deposited_at: '2022-05-04',
    })),
  })
  const config = estate.config([{ bucket, endpoint: proxy.endpoint, timeout_seconds: 2 }])
  const reconcile = (...args: string[]) =>
    constat(['reconcile', '--config', config, '--run', 'r', ...args], estate.environment)
  const findings = async () =>
    (await readCsv(join(estate.folder, 'out/r/findings.csv'))).map((f) => [f['object_key'], f['reason']])
  const summary = () => readSummaryFile(join(estate.folder, 'out/r'))
  return { reconcile, findings, summary, proxy, bucket }
}

test.each([
  { verify: 'none', found: [], assurance: { listed: 0, size: 4, checksum: 0 } },
  { verify: 'stored', found: [['md5-other', 'checksum']], assurance: { listed: 0, size: 2, checksum: 1 } },
  {
    verify: 'sample:100',
    found: [
      ['md5-other', 'checksum'],
      ['sha-zeros', 'checksum'],
    ],
    assurance: { listed: 0, size: 0, checksum: 2 },
  },
  {
    verify: 'all',
    found: [
      ['md5-other', 'checksum'],
      ['sha-zeros', 'checksum'],
    ],
    assurance: { listed: 0, size: 0, checksum: 2 },
  },
])('--verify $verify finds what it can', async ({ verify, found, assurance }) => {
  const { reconcile, findings, summary } = await estate()
  expect(await reconcile('--verify', verify)).toMatchObject({ code: found.length > 0 ? 1 : 0 })
  expect(await findings()).toEqual(found)
  expect(summary().kinds['offer']?.objects.assurance).toEqual(assurance)
  expect(summary().verification.mode).toBe(verify)
})

test.each([
  { what: 'is refused', fault: { status: 403 }, reason: 'forbidden' },
  { what: 'fails', fault: { status: 500 }, reason: 'error' },
  { what: 'is never answered', fault: 'hang' as const, reason: 'error' },
  { what: 'always breaks off', fault: { passThenResetAfter: 2 }, reason: 'error' },
])('reading that $what leaves unknown, and --resume settles it', async ({ fault, reason }) => {
  const { reconcile, findings, proxy, bucket } = await estate()
  proxy.rule = ({ method, url }) =>
    method === 'GET' && url.startsWith(`/${bucket}/sha-same`) ? fault : 'pass'
  expect(await reconcile('--verify', 'all')).toMatchObject({ code: 3 })
  expect(await findings()).toContainEqual(['sha-same', reason])
  proxy.rule = () => 'pass'
  expect(await reconcile('--resume')).toMatchObject({ code: 1 })
  expect(await findings()).toEqual([
    ['md5-other', 'checksum'],
    ['sha-zeros', 'checksum'],
  ])
})

test('a listed object whose content is definitely not there is missing', async () => {
  const { reconcile, proxy, bucket, findings } = await estate()
  proxy.rule = ({ method, url }) =>
    method === 'GET' && url.startsWith(`/${bucket}/sha-same`)
      ? {
          status: 404,
          body: '<Error><Code>NoSuchKey</Code></Error>',
          headers: { 'content-type': 'application/xml' },
        }
      : 'pass'
  expect(await reconcile('--verify', 'all')).toMatchObject({ code: 1 })
  expect(await findings()).toContainEqual(['sha-same', 'listed-only'])
})

test('a run goes on with the mode that it began with', async () => {
  const { reconcile } = await estate()
  expect(await reconcile('--verify', 'none')).toMatchObject({ code: 0 })
  expect(await reconcile('--resume', '--verify', 'all')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('what --verify asks for changed'),
  })
  expect(await reconcile('--resume', '--verify', 'some')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('sample:N'),
  })
})
