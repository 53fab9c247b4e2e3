import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Bucket } from '../../../fixtures/s3/bucket.ts'
import { generatedContent } from '../../../fixtures/s3/object-content.ts'
import { type S3StandIn, startS3StandIn } from '../../../fixtures/s3/server.ts'
import { ALGORITHMS, type ObjectStore } from '../../../src/storage/object-store.ts'
import { openS3Store } from '../../../src/storage/s3.ts'
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts'

const SIZE = 3_000_000
const HELLO = Buffer.from('hello')
const credential = { accessKeyId: 'k', secretAccessKey: 's' }
const time = new Date('2023-07-01T10:00:00Z')
const { signal } = new AbortController()

let standIn: S3StandIn
let proxy: FaultProxy
let store: ObjectStore

function open(more: object = {}): ObjectStore {
  return openS3Store(
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
      ...more,
    },
    4,
  )
}

beforeEach(async () => {
  const objects = new Bucket([
    { key: 'large', size: SIZE, lastModified: time },
    { key: 'hello é', size: HELLO.length, body: HELLO, lastModified: time },
    { key: 'empty', size: 0, lastModified: time },
    { key: 'zeros', size: 200_001, body: Buffer.alloc(200_001), lastModified: time },
    { key: 'nearly', size: 200_001, body: Buffer.alloc(200_001).fill(1, 200_000), lastModified: time },
  ])
  standIn = await startS3StandIn({ buckets: { b: objects }, credentials: [credential] })
  proxy = await startFaultProxy(standIn.endpoint)
  store = open()
})
afterEach(async () => {
  store.close()
  await proxy.close()
  await standIn.close()
})

const read = (key: string, algorithms: readonly (typeof ALGORITHMS)[number][] = ['md5']) =>
  store.read(key, { algorithms, signal })
const digest = (algorithm: string, bytes: Iterable<Uint8Array>) => {
  const hash = createHash(algorithm)
  for (const chunk of bytes) hash.update(chunk)
  return `${algorithm}:${hash.digest('hex')}`
}

describe('a whole object', () => {
  test('gives its size and every fingerprint that was asked for', async () => {
    expect(await read('hello é', ALGORITHMS)).toEqual({
      answer: 'found',
      size: 5,
      fingerprints: [
        'md5:5d41402abc4b2a76b9719d911017c592',
        'sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d',
        'sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      ],
      zeros: false,
    })
  })

  test('of many chunks is hashed as one; without algorithms only counted', async () => {
    const sha256 = digest('sha256', generatedContent('large', 0, SIZE))
    expect(await read('large', ['sha256'])).toMatchObject({ size: SIZE, fingerprints: [sha256] })
    expect(await read('large', [])).toEqual({ answer: 'found', size: SIZE, fingerprints: [], zeros: false })
  })

  test.each([
    ['zeros', true],
    ['nearly', false],
    ['empty', false],
  ])('%s: every byte is 0: %s', async (key, zeros) => {
    expect(await read(key)).toMatchObject({ answer: 'found', zeros })
  })
})

describe('what is no object', () => {
  test('an absent key is absent, an absent bucket is an error', async () => {
    expect(await read('nothing')).toEqual({ answer: 'absent' })
    const elsewhere = open({ bucket: 'gone' })
    expect(await elsewhere.read('large', { algorithms: [], signal })).toEqual({
      answer: 'error',
      error: 'NoSuchBucket (404)',
    })
    elsewhere.close()
  })

  test.each([
    ['404 of nobody knows what', { status: 404 }, { answer: 'error' }],
    ['403', { status: 403 }, { answer: 'forbidden' }],
    [
      'an archived object',
      { status: 403, body: '<Error><Code>InvalidObjectState</Code></Error>' },
      { answer: 'archived' },
    ],
    ['500', { status: 500 }, { answer: 'error' }],
    ['503', { status: 503 }, { answer: 'error' }],
    ['a reset', 'reset' as const, { answer: 'error' }],
    ['silence', 'hang' as const, { answer: 'error' }],
  ])('%s', async (_, fault, answer) => {
    proxy.rule = () => fault
    expect(await read('large')).toMatchObject(answer)
  })
})

describe('a body that breaks off', () => {
  const whole = digest('md5', generatedContent('large', 0, SIZE))

  test.each([0, 1, 1_000_000, SIZE - 1])('after %i bytes is read anew', async (bytes) => {
    proxy.rule = ({ n }) => (n === 1 ? { passThenResetAfter: bytes } : 'pass')
    expect(await read('large')).toMatchObject({ answer: 'found', size: SIZE, fingerprints: [whole] })
    expect(proxy.requests).toHaveLength(2)
  })

  test('each time is an error after four attempts, and never a short object', async () => {
    proxy.rule = () => ({ passThenResetAfter: 1000 })
    const answer = await read('large')
    expect(answer).toEqual({ answer: 'error', error: expect.stringContaining('its content broke off: ') })
    // A reset may overtake the first bytes: the SDK then repeats what it never saw begin.
    expect(proxy.requests.length).toBeGreaterThanOrEqual(4)
  })

  test('three times and is whole the fourth time is found', async () => {
    proxy.rule = ({ n }) => (n < 4 ? { passThenResetAfter: n * 1000 } : 'pass')
    expect(await read('large')).toMatchObject({ answer: 'found', size: SIZE, fingerprints: [whole] })
  })

  test('by falling silent is given up after the time-out, and read anew', async () => {
    proxy.rule = ({ n }) => (n === 1 ? { passThenHangAfter: 1000 } : 'pass')
    expect(await read('large')).toMatchObject({ answer: 'found', size: SIZE })
    proxy.rule = () => ({ passThenHangAfter: 1000 })
    expect(await read('large')).toEqual({
      answer: 'error',
      error: 'its content broke off: no byte for 0.3 s',
    })
  })

  test('for good, with the connection closed as if all were there, is an error too', async () => {
    proxy.rule = () => ({
      status: 200,
      headers: { 'content-length': '10', connection: 'close' },
      body: 'short',
    })
    expect(await read('large')).toMatchObject({ answer: 'error' })
  })

  test('because the run is interrupted is not read anew', async () => {
    const interruption = new AbortController()
    proxy.rule = () => ({ passThenHangAfter: 1000 })
    const answer = store.read('large', { algorithms: [], signal: interruption.signal })
    setTimeout(() => interruption.abort(), 100)
    expect(await answer).toMatchObject({ answer: 'error' })
    expect(proxy.requests).toHaveLength(1)
  })
})

test('the time-out is one without bytes: an object that trickles is read to its end', async () => {
  proxy.rule = () => ({ passSlowly: { chunk: 40_000, every: 10 } })
  expect(await read('large')).toMatchObject({ answer: 'found', size: SIZE })
}, 20_000)

test('reading takes bounded memory', async () => {
  standIn.buckets.set('b', new Bucket([{ key: 'huge', size: 400_000_000, lastModified: time }]))
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  expect(await read('huge', ['md5'])).toMatchObject({ answer: 'found', size: 400_000_000 })
  clearInterval(watch)
  expect((most - before) / 1e6).toBeLessThan(200) // the stand-in and the proxy are in this process too
}, 30_000)
