import { afterEach, beforeEach, expect, test } from 'vitest'
import { Bucket, type StoredObject } from '../../../fixtures/s3/bucket.ts'
import { type S3StandIn, startS3StandIn } from '../../../fixtures/s3/server.ts'
import type { ObjectStore } from '../../../src/storage/object-store.ts'
import { openS3Store } from '../../../src/storage/s3.ts'
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts'

const { signal } = new AbortController()
const KEY = 'dir/a b+é%'
const version = (key: string, n: number, more: Partial<StoredObject> = {}): StoredObject => ({
  key,
  size: n,
  lastModified: new Date(Date.UTC(2023, 0, 1, 0, n)),
  versionId: `v${n}`,
  ...more,
})

let standIn: S3StandIn
let proxy: FaultProxy
let store: ObjectStore

beforeEach(async () => {
  standIn = await startS3StandIn({ credentials: [{ accessKeyId: 'k', secretAccessKey: 's' }] })
  proxy = await startFaultProxy(standIn.endpoint)
  store = openS3Store(
    {
      type: 's3',
      bucket: 'b',
      endpoint: proxy.endpoint,
      region: 'us-east-1',
      path_style: true,
      timeout_seconds: 0.3,
      access_key_id: 'k',
      secret_access_key: 's',
      key_prefix: '',
    },
    4,
  )
})
afterEach(async () => {
  store.close()
  await proxy.close()
  await standIn.close()
})

const serve = (objects: StoredObject[], older: StoredObject[] = []) =>
  standIn.buckets.set('b', new Bucket(objects, older))
const listed = async (key: string) => {
  const answer = await store.versions(key, signal)
  return answer.answer === 'listed' ? answer.versions : answer
}

test('newest first, delete markers in their place, and none of longer keys', async () => {
  serve(
    [version(`${KEY}2`, 9)],
    [version(KEY, 3, { deleteMarker: true, size: 0 }), version(KEY, 2), version(KEY, 1)],
  )
  expect(await listed(KEY)).toEqual([
    {
      versionId: 'v3',
      size: null,
      etag: null,
      lastModified: new Date('2023-01-01T00:03:00Z'),
      isLatest: true,
      deleteMarker: true,
      storageClass: null,
    },
    expect.objectContaining({ versionId: 'v2', size: 2, isLatest: false, deleteMarker: false }),
    expect.objectContaining({ versionId: 'v1', size: 1, storageClass: 'STANDARD' }),
  ])
})

test('more versions than a page holds come all of them; longer keys cost no page', async () => {
  const older = Array.from({ length: 250 }, (_, i) => version(KEY, 250 - i))
  serve([version(KEY, 251)], older)
  expect(await listed(KEY)).toHaveLength(251)
  expect(proxy.requests).toHaveLength(3)
  serve(Array.from({ length: 250 }, (_, i) => version(KEY + i, i)))
  expect(await listed(KEY)).toEqual([])
  expect(proxy.requests).toHaveLength(4)
})

test('without versioning there is the object as it is, or nothing', async () => {
  serve([{ key: KEY, size: 5, lastModified: new Date() }])
  expect(await listed(KEY)).toMatchObject([{ versionId: 'null', size: 5, isLatest: true }])
  expect(await listed('absent')).toEqual([])
})

test('a version is asked for and read by its id', async () => {
  serve([version(KEY, 3)], [version(KEY, 2)])
  expect(await store.head(KEY, signal, 'v2')).toMatchObject({ answer: 'found', size: 2 })
  expect(await store.read(KEY, { algorithms: ['md5'], signal, versionId: 'v2' })).toMatchObject({ size: 2 })
  expect(await store.head(KEY, signal, 'v9')).toEqual({ answer: 'absent' })
  expect(await store.read(KEY, { algorithms: [], signal, versionId: 'v9' })).toEqual({ answer: 'absent' })
})

const refusal = (Code: string) => `<Error><Code>${Code}</Code></Error>`
test.each([
  ['a store that has none', { status: 501, body: refusal('NotImplemented') }, 'unsupported'],
  ['another that has none', { status: 405, body: refusal('MethodNotAllowed') }, 'unsupported'],
  ['who may not', { status: 403, body: refusal('AccessDenied') }, 'forbidden'],
  ['an absent bucket', { status: 404, body: refusal('NoSuchBucket') }, 'error'],
  ['500', { status: 500 }, 'error'],
  ['a reset', 'reset' as const, 'error'],
])('%s', async (_, fault, answer) => {
  serve([version(KEY, 1)])
  proxy.rule = () => fault
  expect(await store.versions(KEY, signal)).toMatchObject({ answer })
})

test('a page that goes on from nowhere is an error and no end', async () => {
  serve([version(KEY, 1)])
  const body = `<ListVersionsResult><IsTruncated>true</IsTruncated><Version><Key>${KEY}</Key></Version></ListVersionsResult>`
  proxy.rule = () => ({ status: 200, body })
  expect(await store.versions(KEY, signal)).toMatchObject({ answer: 'error' })
})
