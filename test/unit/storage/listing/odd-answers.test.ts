import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openS3Store } from '../../../../src/storage/s3.ts'

type Answer = { status?: number; body: string; announced?: number }

const GOOD = '<ListBucketResult><Contents><Key>k</Key><Size>1</Size></Contents></ListBucketResult>'
let answers: Answer[]
let asked = 0
const server = createServer((_, response) => {
  send(response, answers[Math.min(asked++, answers.length - 1)] ?? { body: '' })
})

function send(response: ServerResponse, { status = 200, body, announced = body.length }: Answer): void {
  response.writeHead(status, { 'content-length': announced })
  response.write(body)
  if (announced === body.length) response.end()
  else setTimeout(() => response.destroy(), 20)
}

beforeEach(async () => {
  asked = 0
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise((closed) => server.close(closed))
})

async function keysOf(...given: Answer[]): Promise<string[]> {
  answers = given
  const { port } = server.address() as AddressInfo
  const store = openS3Store(
    {
      type: 's3',
      bucket: 'b',
      endpoint: `http://127.0.0.1:${port}`,
      region: 'r',
      path_style: true,
      timeout_seconds: 5,
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
    const pages = await Array.fromAsync(store.list({ prefix: '', after: '', signal }))
    return pages.flatMap((page) => page.keys)
  } finally {
    store.close()
  }
}

const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`

test.each<[string, Answer]>([
  ['cut short', { body: GOOD.slice(0, 60) }],
  ['empty', { body: '' }],
  ['broken off', { body: GOOD.slice(0, 60), announced: GOOD.length }],
  ['a 503', { status: 503, body: error('SlowDown') }],
])('an answer that is %s is asked for again', async (_, bad) => {
  expect(await keysOf(bad, { body: GOOD })).toEqual(['k'])
  expect(asked).toBe(2)
})

test.each<[string, Answer, string]>([
  ['always cut short', { body: GOOD.slice(0, 60) }, 'closing tag is missing'],
  ['always empty', { body: '' }, 'empty answer'],
  ['a refusal', { status: 403, body: error('AccessDenied') }, 'AccessDenied (403)'],
  ['a bucket that is gone', { status: 404, body: error('NoSuchBucket') }, 'NoSuchBucket (404)'],
  ['a page of a proxy', { body: '<html>no</html>' }, 'no S3 store'],
  ['an error with status 200', { body: error('InternalError') }, 'InternalError'],
])('%s is an error and never an empty bucket', async (_, bad, message) => {
  await expect(keysOf(bad)).rejects.toThrow(message)
})

test('what is not plain is parsed by the SDK, exactly as the rest', async () => {
  const body =
    '<ListBucketResult><EncodingType>url</EncodingType><Contents><!-- x --><Key>a+b%2B</Key><Size>1</Size></Contents></ListBucketResult>'
  expect(await keysOf({ body })).toEqual(['a b+'])
  await expect(keysOf({ body: body.replace('<Size>1</Size>', '') })).rejects.toThrow('without a size')
})
