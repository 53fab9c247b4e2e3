import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unpack } from '../../../../src/storage/listing/pack.ts'
import { openS3Store } from '../../../../src/storage/s3.ts'

type Answer = { status?: number; body: string; announced?: number; silent?: boolean }

/** A page that is scanned, and one that is packed where that is asked for. */
const GOOD = '<ListBucketResult><Contents><Key>k</Key><Size>1</Size></Contents></ListBucketResult>'
const PLAIN = GOOD.replace(
  '<Size>',
  '<LastModified>2023-07-27T10:30:00.000Z</LastModified><ETag>&quot;e&quot;</ETag><Size>',
)
let answers: Answer[]
let asked = 0
let request = { prefix: '', after: '' }
let seen: { url: string; headers: IncomingHttpHeaders }[] = []
const server = createServer(({ url = '', headers }, response) => {
  seen.push({ url, headers })
  send(response, answers[Math.min(asked++, answers.length - 1)] ?? { body: '' })
})

function send(
  response: ServerResponse,
  { status = 200, body, announced = Buffer.byteLength(body), silent }: Answer,
): void {
  response.writeHead(status, { 'content-length': announced })
  response.write(body)
  if (silent) return
  if (announced === Buffer.byteLength(body)) response.end()
  else setTimeout(() => response.destroy(), 20)
}

beforeEach(async () => {
  request = { prefix: '', after: '' }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise((closed) => server.close(closed))
})

type Way = 'list' | 'listPacked'
const WAYS: Way[] = ['list', 'listPacked']

async function keysOf(way: Way, ...given: Answer[]): Promise<string[]> {
  answers = given
  asked = 0
  const { port } = server.address() as AddressInfo
  const store = openS3Store(
    {
      type: 's3',
      bucket: 'b',
      endpoint: `http://127.0.0.1:${port}`,
      region: 'r',
      path_style: true,
      timeout_seconds: 1,
      access_key_id: 'a',
      secret_access_key: 'b',
      byte_ordered: true,
      prefixes: [],
      versions: false,
    },
    4,
  )
  const { signal } = new AbortController()
  try {
    const pages = await Array.fromAsync(store[way]?.({ ...request, signal }) ?? [])
    return pages.flatMap((page) => ('packs' in page ? unpack(page.packs) : page).keys)
  } finally {
    store.close()
  }
}

const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`

describe.each(WAYS)('by %s', (way) => {
  test.each<[string, Answer]>([
    ['cut short', { body: GOOD.slice(0, 60) }],
    ['cut within a plain entry', { body: PLAIN.slice(0, 150) }],
    ['empty', { body: '' }],
    ['broken off', { body: GOOD.slice(0, 60), announced: GOOD.length }],
    ['a 503', { status: 503, body: error('SlowDown') }],
  ])('an answer that is %s is asked for again', async (_, bad) => {
    expect(await keysOf(way, bad, { body: GOOD })).toEqual(['k'])
    expect(asked).toBe(2)
    expect(await keysOf(way, bad, bad, { body: PLAIN })).toEqual(['k'])
    expect(asked).toBe(3)
  })

  test.each<[string, Answer, string, number]>([
    ['always cut short', { body: GOOD.slice(0, 60) }, 'closing tag is missing', 4],
    ['always empty', { body: '' }, 'empty answer', 4],
    ['a refusal', { status: 403, body: error('AccessDenied') }, 'AccessDenied (403)', 1],
    ['a bucket that is gone', { status: 404, body: error('NoSuchBucket') }, 'NoSuchBucket (404)', 1],
    ['always a 503', { status: 503, body: error('SlowDown') }, 'SlowDown (503)', 4],
    ['a page of a proxy', { body: '<html>no</html>' }, 'no S3 store', 1],
    ['an error with status 200', { body: error('InternalError') }, 'InternalError', 4],
  ])('%s is an error and never an empty bucket', async (_, bad, message, requests) => {
    await expect(keysOf(way, bad)).rejects.toThrow(message)
    expect(asked).toBe(requests)
  })

  test('what is not plain is parsed by the SDK, exactly as the rest', async () => {
    const body =
      '<ListBucketResult><EncodingType>url</EncodingType><Contents><!-- x --><Key>a+b%2B</Key><Size>1</Size></Contents></ListBucketResult>'
    expect(await keysOf(way, { body })).toEqual(['a b+'])
    expect(asked).toBe(1)
    await expect(keysOf(way, { body: body.replace('<Size>1</Size>', '') })).rejects.toThrow('without a size')
  })

  test('a body that stands still is given up and asked for again', async () => {
    expect(
      await keysOf(way, { body: PLAIN.slice(0, 60), announced: PLAIN.length, silent: true }, { body: PLAIN }),
    ).toEqual(['k'])
    expect(asked).toBe(2)
  })
})

test('asks for each page as the SDK does', async () => {
  const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>t/+ é=</NextContinuationToken></List'
  const seenBy = async (way: Way) => {
    seen = []
    await keysOf(way, { body: PLAIN.replace('</List', more) }, { body: PLAIN })
    return seen.map(({ url, headers }) => ({
      query: [...new URL(url, 'http://s').searchParams].sort(),
      path: new URL(url, 'http://s').pathname,
      signed: /SignedHeaders=[^,]*/
        .exec(String(headers['authorization']))?.[0]
        .replace(/amz-sdk-[a-z-]+;/g, ''),
      agent: headers['user-agent'],
      payload: headers['x-amz-content-sha256'],
    }))
  }
  request = { prefix: 'a é+/', after: 'a é+/&=?#😀' }
  const lean = await seenBy('listPacked')
  expect(lean).toHaveLength(2)
  expect(lean).toEqual(await seenBy('list'))
})
