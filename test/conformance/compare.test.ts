import { describe, expect, test } from 'vitest'
import type { Case } from './ask.ts'
import { differences, knownDeviation } from './compare.ts'
import { ESTATE_SIZE, estateObjects } from './estate.ts'
import { append, read } from './reading.ts'

const HEADERS = { 'content-type': 'application/xml' }
const xml = (text: string, headers: Record<string, string> = {}) =>
  read({ status: 200, headers: { ...HEADERS, ...headers }, body: Buffer.from(text) })
const listing = (...entries: string[]) =>
  xml(`<ListBucketResult><EncodingType>url</EncodingType>${entries.join('')}</ListBucketResult>`)
const contents = (key: string, size = 1) => `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`
const places = (...pair: Parameters<typeof differences>) => differences(...pair).map(({ place }) => place)

describe('what is a difference', () => {
  test.each([
    [
      'another size',
      listing(contents('a', 1)),
      listing(contents('a', 2)),
      ['ListBucketResult/Contents[0]/Size'],
    ],
    [
      'another normal form',
      listing(contents('%C3%A9')),
      listing(contents('e%CC%81')),
      ['ListBucketResult/Contents[0]/Key'],
    ],
    [
      'encoded twice',
      listing(contents('a%20b')),
      listing(contents('a%2520b')),
      ['ListBucketResult/Contents[0]/Key'],
    ],
    [
      'a key too many',
      listing(),
      listing(contents('a')),
      ['ListBucketResult/Contents[0]/Key', 'ListBucketResult/Contents[0]/Size'],
    ],
    [
      'another order',
      listing(contents('a'), contents('b')),
      listing(contents('b'), contents('a')),
      ['ListBucketResult/Contents[0]/Key', 'ListBucketResult/Contents[1]/Key'],
    ],
    ['an element that only one has', listing(), listing('<Marker/>'), ['ListBucketResult/Marker']],
    [
      'a token that only one has',
      listing(),
      listing('<NextContinuationToken>t</NextContinuationToken>'),
      ['ListBucketResult/NextContinuationToken'],
    ],
    ['another header', xml('<a/>', { etag: '"1"' }), xml('<a/>', { etag: '"2"' }), ['header etag']],
    [
      'another code',
      xml('<Error><Code>A</Code></Error>'),
      xml('<Error><Code>B</Code></Error>'),
      ['Error/Code'],
    ],
  ])('%s', (_, standIn, real, expected) => {
    expect(places(standIn, real)).toEqual(expected)
  })

  test('another body', () => {
    const answer = (text: string) => read({ status: 206, headers: {}, body: Buffer.from(text) })
    expect(places(answer('abc'), answer('abd'))).toEqual(['body'])
    expect(places(answer('abc'), answer('abc'))).toEqual([])
  })

  test('another status, with the codes, and then nothing else', () => {
    const refused = read({
      status: 404,
      headers: HEADERS,
      body: Buffer.from('<Error><Code>NoSuchKey</Code></Error>'),
    })
    expect(differences(listing(contents('a')), refused)).toEqual([
      { place: 'status', standIn: '200', real: '404 NoSuchKey' },
    ])
  })
})

describe('what is none', () => {
  test.each([
    [
      'a space as + or %20, a slash as it is or %2F',
      listing(contents('a+b/c')),
      listing(contents('a%20b%2Fc')),
    ],
    [
      'the text of a token',
      listing('<NextContinuationToken>s</NextContinuationToken>'),
      listing('<NextContinuationToken>t</NextContinuationToken>'),
    ],
    ['prose', xml('<Error><Code>A</Code><Message>x</Message></Error>'), xml('<Error><Code>A</Code></Error>')],
    ['a request id', xml('<a/>', { 'x-amz-request-id': '1' }), xml('<a/>', { 'x-amz-request-id': '2' })],
  ])('%s', (_, standIn, real) => {
    expect(places(standIn, real)).toEqual([])
  })
})

test('a short page is filled up from the next', () => {
  const part = (keys: string[], truncated: boolean) =>
    listing(
      `<KeyCount>${keys.length}</KeyCount><IsTruncated>${truncated}</IsTruncated>`,
      ...keys.map((key) => contents(key)),
    )
  const page = part(['a', 'b'], true)
  append(page, part(['c'], false))
  expect(differences(part(['a', 'b', 'c'], false), page)).toEqual([])
})

test('a known deviation explains its own cases only', () => {
  const asked = (what: string): Case => ({ what, method: 'GET' })
  const status = { place: 'status', standIn: '400 AuthorizationHeaderMalformed', real: '200' }
  expect(knownDeviation(asked('other region: get'), status)?.name).toBe(
    'the region of a signature is not checked',
  )
  expect(knownDeviation(asked('wrong secret: get'), status)).toBeUndefined()
  const etag = { place: 'header etag', standIn: '"1"', real: '"2"' }
  expect(knownDeviation(asked('get: x'), etag)).toBeUndefined()
})

test('the estate holds what breaks listings, the same each time', () => {
  const keys = estateObjects().map(({ key }) => key)
  expect(new Set(keys).size).toBe(ESTATE_SIZE)
  expect(estateObjects().map(({ key }) => key)).toEqual(keys)
  const some = (test: (key: string) => boolean) => keys.filter(test).length
  expect(some((key) => Buffer.byteLength(key) > 1024 || !key.isWellFormed())).toBe(0)
  expect(some((key) => Buffer.byteLength(key) === 1024)).toBe(4)
  expect(some((key) => key !== key.normalize('NFC'))).toBeGreaterThan(1000)
  expect(some((key) => key !== key.normalize('NFC') && keys.includes(key.normalize('NFC')))).toBeGreaterThan(
    5,
  )
  for (const part of [
    ' ',
    '+',
    '&',
    '%',
    '\u{1f600}',
    '\u0301',
    '\u0001',
    '\u001f',
    '\uffff',
    '\u{10000}',
    '//',
    '../',
  ])
    expect(
      some((key) => key.includes(part)),
      JSON.stringify(part),
    ).toBeGreaterThan(100)
  const bytewise = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  expect(bytewise).not.toEqual(keys.toSorted())
})
