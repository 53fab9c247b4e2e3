import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Gate } from '../../../src/storage/gate.ts'
import type { HeadAnswer } from '../../../src/storage/object-store.ts'
import { openGatedClient, openS3Client } from '../../../src/storage/s3-client.ts'
import { headError } from '../../../src/storage/s3-error.ts'
import { headBySdk, openHead } from '../../../src/storage/s3-head.ts'

const MD5 = '0123456789abcdef0123456789abcdef'
const SHA256 = 'NwLc1zrHMBqgiFEwTx1ntfXGnLBDC8CjdGvFpC4aCVU='
const plain = { 'content-length': '7', etag: `"${MD5}"`, 'last-modified': 'Wed, 04 May 2022 10:00:00 GMT' }
const { signal } = new AbortController()

type Given = { status: number; headers?: Record<string, string> }
let given: Given
let seen: { url: string; headers: NodeJS.Dict<string | string[]> }[]
let server: Server
let endpoint: string

beforeAll(async () => {
  server = createServer((message, response: ServerResponse) => {
    seen.push({ url: message.url ?? '', headers: message.headers })
    response.writeHead(given.status, given.headers).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  seen = []
})

/** The lean way and the SDK's, on clients of the same configuration. */
function twoWays(more: object = {}) {
  const bucket = 'b'
  const keys = { access_key_id: 'k', secret_access_key: 's' }
  const store = { type: 's3', bucket, endpoint, region: 'eu-west-3', path_style: true, ...keys } as const
  const config = { ...store, timeout_seconds: 5, key_prefix: '', ...more }
  const open = () => {
    const gate = new Gate({ most: 4 })
    return { gate, client: openGatedClient(config, 4, gate, openS3Client(config, 4)) }
  }
  const { gate, client } = open()
  const lean = openHead(client, bucket, gate)
  const other = open()
  const sdk = (key: string, versionId?: string): Promise<HeadAnswer> =>
    headBySdk(other.client, { bucket, key, versionId }, signal).catch((error) => headError(error, key))
  return { lean: (key: string, versionId?: string) => lean(key, signal, versionId), sdk, client }
}

describe('the lean way answers as the SDK does', () => {
  test.each<[what: string, given: Given, requests: number]>([
    ['an object', { status: 200, headers: plain }, 1],
    ['an empty one', { status: 200, headers: { ...plain, 'content-length': '0' } }, 1],
    ['one uploaded in parts', { status: 200, headers: { ...plain, etag: `"${MD5}-3"` } }, 1],
    ['one of KMS', { status: 200, headers: { ...plain, 'x-amz-server-side-encryption': 'aws:kms' } }, 1],
    [
      'one of a customer’s key',
      { status: 200, headers: { ...plain, 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } },
      1,
    ],
    [
      'an archived one',
      {
        status: 200,
        headers: { ...plain, 'x-amz-storage-class': 'GLACIER', 'x-amz-restore': 'ongoing-request="true"' },
      },
      1,
    ],
    [
      'one with checksums',
      {
        status: 200,
        headers: { ...plain, 'x-amz-checksum-sha256': SHA256, 'x-amz-checksum-type': 'FULL_OBJECT' },
      },
      1,
    ],
    [
      'one with a composite checksum',
      {
        status: 200,
        headers: { ...plain, 'x-amz-checksum-sha256': SHA256, 'x-amz-checksum-type': 'COMPOSITE' },
      },
      1,
    ],
    ['one without a date or an ETag', { status: 200, headers: { 'content-length': '7' } }, 1],
    ['one without a size', { status: 200, headers: { etag: `"${MD5}"` } }, 2],
    ['one with an odd date', { status: 200, headers: { ...plain, 'last-modified': 'yesterday' } }, 2],
    ['nothing', { status: 404 }, 1],
    ['a refusal', { status: 403 }, 1],
    [
      'a refusal of a server whose clock is wrong',
      { status: 409, headers: { date: 'Sun, 04 May 2025 10:00:00 GMT' } },
      9,
    ],
    ['a bad request', { status: 400 }, 2],
    ['a redirection', { status: 301, headers: { 'x-amz-bucket-region': 'us-west-2' } }, 2],
    ['a success of another kind', { status: 204 }, 2],
    ['an error of the server', { status: 500 }, 8],
  ])('%s', async (_, answer, requests) => {
    given = answer
    const { lean, sdk } = twoWays()
    const said = await lean('a key/é')
    expect(seen.length).toBe(requests)
    expect(said).toEqual(await sdk('a key/é'))
  })
})

test.each(['plain/key.pdf', '/leading//slashes/', "é ü/%2F+&=?#!'()*~", '../dots/./here', '😀\u0001'])(
  'asks for %j as the SDK does',
  async (key) => {
    given = { status: 404 }
    const { lean, sdk } = twoWays()
    await lean(key)
    await sdk(key)
    await lean(key, 'v 1/+')
    await sdk(key, 'v 1/+')
    const signedHeaders = ({ headers }: (typeof seen)[number]) =>
      /SignedHeaders=[^,]*/.exec(String(headers['authorization']))?.[0].replace(/amz-sdk-[a-z-]+;/g, '')
    const [asked, bySdk, version, versionBySdk] = seen
    expect(asked?.url).toBe(bySdk?.url)
    expect(version?.url).toBe(versionBySdk?.url)
    expect(asked && signedHeaders(asked)).toBe(bySdk && signedHeaders(bySdk))
    expect(asked?.headers['user-agent']).toBe(bySdk?.headers['user-agent'])
    expect(asked?.headers['x-amz-checksum-mode']).toBe('ENABLED')
  },
)

test('a key that is empty, or no Unicode, is an error and never the bucket', async () => {
  given = { status: 200, headers: plain }
  const { lean } = twoWays()
  expect(await lean('')).toMatchObject({ answer: 'error' })
  expect(await lean('\ud800')).toMatchObject({ answer: 'error' })
  expect(seen).toEqual([])
})

test('signs by the server’s clock once the SDK has learned it, and with fresh credentials', async () => {
  given = { status: 403, headers: { date: new Date(Date.now() - 3_600_000).toUTCString() } }
  const { lean, client } = twoWays()
  await lean('key')
  expect(client.config.systemClockOffset).toBeLessThan(-3_500_000)
  seen = []
  await lean('key')
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(0, 13).replaceAll('-', '')
  expect(String(seen[0]?.headers['x-amz-date'])).toContain(hourAgo)
})

test('without any credentials says so', async () => {
  given = { status: 200, headers: plain }
  const { lean } = twoWays({ access_key_id: undefined, profile: 'there-is-no-such-profile' })
  expect(await lean('key')).toMatchObject({ answer: 'error', error: expect.stringMatching(/credential/i) })
})
