import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BothScans } from '../../../support/both-scans.ts'

type Parts = { key?: string; time?: string; etag?: string; size?: string; more?: string }
const TIME = '2023-07-27T10:30:00.000Z'
const entry = ({ key = 'k', time = TIME, etag = '0cc1', size = '1', more = '' }: Parts) =>
  `<Contents><Key>${key}</Key><LastModified>${time}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size>${more}</Contents>`
const listing = (...inner: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>${inner.join('')}</ListBucketResult>`
const read = (...inner: string[]) => new BothScans().read(Buffer.from(listing(...inner)))
const of = (name: string) => `<StorageClass>${name}</StorageClass>`

test('packs a plain page, with what stands around its entries', () => {
  const body = listing(
    '<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>',
    entry({ key: 'a/1', etag: 'e1', size: '0', more: of('GLACIER') }),
    entry({ key: 'a/2', etag: 'e2-3', size: '12', more: of('GLACIER') }),
    '<ContinuationToken>t</ContinuationToken><CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes><NextContinuationToken>t&amp;1</NextContinuationToken>',
  )
  expect(new BothScans().read(Buffer.from(body))).toEqual({
    packs: [
      {
        objects: 2,
        separator: '\n',
        keys: 'a/1\na/2',
        sizes: '0\n12',
        lastModified: '1690453800\n1690453800',
        timeUnit: 1_000_000,
        etags: 'e1\ne2-3',
        storageClass: 'GLACIER',
        storageClasses: null,
      },
    ],
    objects: 2,
    firstKey: 'a/1',
    lastKey: 'a/2',
    misplaced: undefined,
  })
})

const checksum = '<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>'
const owner = (id: string) => `<Owner><ID>${id}</ID><DisplayName>x &lt; y</DisplayName></Owner>`

test.each<[string, string[]]>([
  ['milliseconds', [entry({}), entry({ key: 'l', time: '2023-07-27T10:30:00.001Z' })]],
  ['a time before 9 September 2001', [entry({ time: '1970-01-12T13:46:40.000Z' })]],
  ['the first second', [entry({ time: '1970-01-01T00:00:00.000Z' })]],
  ['the last one', [entry({ time: '9999-12-31T23:59:59.999Z' })]],
  ['no class', [entry({}), entry({ key: 'l' })]],
  ['entries of two shapes', [entry({}), entry({ key: 'l', more: checksum }), entry({ key: 'm' })]],
  ['owners', [entry({ more: owner('1') }), entry({ key: 'l', more: owner('2') })]],
  ['entries on lines', [` ${entry({})}\n\t`, `${entry({ key: 'l' })}\n`]],
  ['the longest key', [entry({ key: 'x'.repeat(1024) })]],
  ['the longest size', [entry({ size: '9'.repeat(15) })]],
  ['keys of which one begins the other', [entry({ key: 'abcdefgh' }), entry({ key: 'abcdefgh!' })]],
])('packs a page with %s', (_, entries) => expect(read(...entries)?.objects).toBe(entries.length))

test.each<[string, string[]]>([
  ['no entries', []],
  ['an encoded key', [entry({ key: 'a%20b' })]],
  ['a plus', ['<EncodingType>url</EncodingType>', entry({ key: 'a+b' })]],
  ['a reference', [entry({ key: 'a&amp;b' })]],
  ['a letter beyond ASCII', [entry({ key: 'é' })]],
  ['a line feed in a key', [entry({ key: 'a\nb' })]],
  ['an empty key', [entry({ key: '' })]],
  ['a key that S3 cannot hold', [entry({ key: 'x'.repeat(1025) })]],
  ['a size of leading zeros', [entry({ size: '007' })]],
  ['a size that is none', [entry({ size: '1e3' })]],
  ['a huge size', [entry({ size: '1'.repeat(16) })]],
  ['an empty ETag', [entry({ etag: '' })]],
  ['a long ETag', [entry({ etag: 'e'.repeat(65) })]],
  ['a time before 1970', [entry({ time: '1969-12-31T23:59:59.000Z' })]],
  ['a day that is none', [entry({ time: '2023-02-29T10:30:00.000Z' })]],
  ['two classes', [entry({ more: of('STANDARD') }), entry({ key: 'l', more: of('GLACIER') })]],
  ['a class in one of two', [entry({ more: of('STANDARD') }), entry({ key: 'l' })]],
  ['two keys in an entry', [entry({ more: '<Key>l</Key>' })]],
  ['a key in an owner', [entry({ more: '<Owner><Key>k</Key></Owner>' })]],
  ['a comment', [entry({ more: '<!-- -->' })]],
  ['a comment around', ['<!--', entry({}), '-->']],
  ['a carriage return', [`${entry({})}\r\n`]],
  ['entries within another element', ['<Foo>', entry({}), '</Foo>']],
  ['entries in two places', [entry({}), '<KeyCount>2</KeyCount>', entry({ key: 'l' })]],
  ['text behind the entries', [entry({}), 'x']],
  ['no token', [entry({}), '<IsTruncated>true</IsTruncated>']],
  ['many shapes', Array.from({ length: 20 }, (_, i) => entry({ key: `k${10 + i}`, more: owner(`${i}`) }))],
])('leaves a page with %s to the scanner of all listings', (_, inner) => {
  expect(read(...inner)).toBeUndefined()
})

test.each([
  [
    ['a', 'c', 'b'],
    ['c', 'b'],
  ],
  [
    ['a', 'a'],
    ['a', 'a'],
  ],
  [
    ['abcd', 'abc'],
    ['abcd', 'abc'],
  ],
  [
    ['abc!', 'abc'],
    ['abc!', 'abc'],
  ],
  [
    ['abcdefgh2', 'abcdefgh1', 'a'],
    ['abcdefgh2', 'abcdefgh1'],
  ],
])('tells of %j that %j are misplaced', (keys, misplaced) => {
  expect(read(...keys.map((key) => entry({ key })))?.misplaced).toEqual(misplaced)
})

test('what is left of an earlier body behind this one is not read', () => {
  const both = new BothScans()
  const whole = Buffer.from(listing(entry({ key: 'a' }), entry({ key: 'b' })))
  for (let end = 0; end < whole.length; end++) {
    expect(both.read(whole)?.objects).toBe(2)
    expect(both.read(whole.subarray(0, end))).toBeUndefined()
  }
})

test('of a page with any byte changed, both read the same', () => {
  const both = new BothScans()
  const whole = Buffer.from(listing(entry({ key: 'a/b' }), entry({ key: 'a/c', more: of('X') })))
  for (const byte of Buffer.from('\0\t\n\r "%&+/019:<>AZaz\u007f\u0080\u00ff', 'latin1'))
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole)
      changed[at] = byte
      both.read(changed)
    }
})

describe('of any listing', () => {
  const key = fc.string({ unit: fc.constantFrom(...'aab/b!~Z0'), minLength: 1, maxLength: 60 })
  const oddKey = fc.constantFrom('a%C3%A9', 'a+b', 'é', 'a&amp;b', '', 'x'.repeat(1025))
  const time = fc
    .date({ min: new Date(0), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const part = fc.record({
    key: fc.oneof({ weight: 60, arbitrary: key }, { weight: 1, arbitrary: oddKey }),
    time: fc.oneof(
      time,
      time.map((text) => `${text.slice(0, 20)}000Z`),
    ),
    etag: fc.constantFrom('0cc1', '0'.repeat(32), `${'f'.repeat(32)}-12`),
    size: fc
      .maxSafeNat()
      .filter((size) => size < 1e15)
      .map(String),
  })
  const page = fc
    .tuple(
      fc.array(part, { minLength: 1, maxLength: 250 }),
      fc.constantFrom('', of('STANDARD'), owner('1') + of('GLACIER')),
      fc.option(fc.constantFrom(checksum, of('OTHER')), { nil: '', freq: 3 }),
      fc.boolean(),
      fc.constantFrom('', '\n', '  '),
    )
    .map(([parts, more, odd, isSorted, space]) => {
      const sorted = isSorted ? parts.toSorted((a, b) => (a.key < b.key ? -1 : 1)) : parts
      return listing(
        ...sorted.map((one, i) => entry({ ...one, more: i % 3 === 1 ? more + odd : more }) + space),
      )
    })

  test('what is packed is what the scanner of all listings reads', () => {
    const both = new BothScans()
    let packed = 0
    fc.assert(
      fc.property(page, (body) => {
        if (both.read(Buffer.from(body)) !== undefined) packed++
      }),
      { numRuns: 300 },
    )
    expect(packed).toBeGreaterThan(30)
  })
})
