import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeListedKey, escapeXml } from '../../../../fixtures/s3/xml.ts'
import { decodeKey, UnreadableListing } from '../../../../src/storage/listing/listed-text.ts'
import { ListingCutShort, scanListing } from '../../../../src/storage/listing/scan.ts'

const object = (inner: string) => `<Contents>${inner}</Contents>`
const listing = (...inner: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner.join('')}</ListBucketResult>`
const scan = (xml: string) => scanListing(Buffer.from(xml))
const sized = (key: string) => object(`<Key>${key}</Key><Size>1</Size>`)
const keysOf = (...inner: string[]) => scan(listing(...inner))?.page.keys

test('reads every column', () => {
  const whole = object(
    '<Key>a/b.pdf</Key><LastModified>2023-07-27T10:30:00.500Z</LastModified><ETag>&quot;0cc1&quot;</ETag><Size>12</Size><StorageClass>GLACIER</StorageClass>',
  )
  const bare = object('<Size>0</Size><Key>c</Key>')
  expect(
    scan(
      listing(
        '<IsTruncated>true</IsTruncated>',
        whole,
        bare,
        '<NextContinuationToken>t&amp;1</NextContinuationToken>',
      ),
    ),
  ).toEqual({
    page: {
      keys: ['a/b.pdf', 'c'],
      ascii: true,
      oneLine: true,
      sizes: [12, 0],
      lastModified: [Date.parse('2023-07-27T10:30:00.500Z'), Number.NaN],
      etags: ['0cc1', null],
      storageClasses: ['GLACIER', null],
    },
    nextToken: 't&1',
  })
})

test.each([
  ['a line feed', '<EncodingType>url</EncodingType>', 'a\nb'],
  ['a reference to one', '', 'a&#xA;b'],
  ['an encoded one', '<EncodingType>url</EncodingType>', 'a%0Ab'],
])('a listing with %s is not taken for one without', (_, encoding, written) => {
  const page = scan(listing(encoding, sized(written)))?.page
  expect(page).toMatchObject({ keys: ['a\nb'], oneLine: false })
})

test.each([
  ['&amp;&lt;&gt;&quot;&apos;', '&<>"\''],
  ['&#x1F600;&#233;&#xA;', '😀é\n'],
  ['%C3%A9', '%C3%A9'],
  ['a+b', 'a+b'],
  ['\uFEFFa é 😀', '\uFEFFa é 😀'],
  [' a ', ' a '],
])('a key written %j is %j', (written, key) => expect(keysOf(sized(written))).toEqual([key]))

test.each([
  ['a+b%2Bc', 'a b+c'],
  ['%F0%9F%98%80%00%0A', '😀\u0000\n'],
  ['%EF%BB%BFa', '\uFEFFa'],
  ['plain/key', 'plain/key'],
])('a key encoded %j is %j, wherever the encoding is told', (written, key) => {
  expect(keysOf('<EncodingType>url</EncodingType>', sized(written))).toEqual([key])
  expect(keysOf(sized(written), '<EncodingType>url</EncodingType>')).toEqual([key])
})

test('skips what it does not know, with what is in it', () => {
  const owner =
    '<Owner><ID>1</ID><DisplayName>x &lt; y</DisplayName></Owner><ChecksumAlgorithm>CRC32</ChecksumAlgorithm>'
  const restore = '<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress></RestoreStatus><New/>'
  const xml = listing(
    '<Name>b</Name>\n  <Prefix/>',
    object(`\n <Key>k</Key> ${owner}<Size>3</Size>${restore}\n`),
    '<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>',
  )
  expect(scan(xml)?.page).toMatchObject({ keys: ['k'], sizes: [3] })
})

test.each([
  ['a comment', object('<!-- <Key>x</Key> --><Key>k</Key><Size>1</Size>')],
  ['CDATA', object('<Key><![CDATA[k]]></Key><Size>1</Size>')],
  ['an attribute', object('<Key a="b">k</Key><Size>1</Size>')],
  ['two keys', object('<Key>k</Key><Key>l</Key><Size>1</Size>')],
  [
    'another form of time',
    object('<Key>k</Key><LastModified>2023-07-27T10:30:00+02:00</LastModified><Size>1</Size>'),
  ],
  [
    'a day that is none',
    object('<Key>k</Key><LastModified>2023-02-29T10:30:00.000Z</LastModified><Size>1</Size>'),
  ],
  ['a carriage return', object('<Key>a\r\nb</Key><Size>1</Size>')],
  ['text between elements', object('<Key>k</Key>x<Size>1</Size>')],
  ['another encoding', `<EncodingType>base64</EncodingType>${sized('k')}`],
])('leaves %s to the SDK', (_, inner) => expect(scan(listing(inner))).toBeUndefined())

test.each([
  ['no size', object('<Key>k</Key>'), 'without a size: "k"'],
  ['a size that is none', object('<Key>k</Key><Size>1e3</Size>'), 'the size "1e3"'],
  ['an empty size', object('<Key>k</Key><Size></Size>'), 'the size ""'],
  ['no key', object('<Size>1</Size>'), 'without a key'],
  ['an empty key', sized(''), 'without a key'],
  ['an entity that XML does not have', sized('a&nbsp;b'), '&nbsp; means nothing'],
  ['a bare ampersand', sized('a & b'), 'means nothing'],
  ['half a character', sized('&#xD83D;'), 'means nothing'],
  ['a malformed escape', `<EncodingType>url</EncodingType>${sized('50%')}`, 'not URL-encoded UTF-8'],
  ['an escape of no UTF-8', `<EncodingType>url</EncodingType>${sized('%FF')}`, 'not URL-encoded UTF-8'],
  ['no token', '<IsTruncated>true</IsTruncated>', 'without a continuation token'],
])('refuses %s', (_, inner, message) => {
  expect(() => scan(listing(inner))).toThrow(UnreadableListing)
  expect(() => scan(listing(inner))).toThrow(message)
})

test('refuses bytes that are no UTF-8', () => {
  const xml = Buffer.from(listing(sized('k\u00ff')), 'latin1')
  expect(() => scanListing(xml)).toThrow('not in UTF-8')
})

test('a body cut anywhere is cut short, and is asked for again', () => {
  const xml = listing(sized('a'), sized('b'))
  for (let end = 0; end < xml.length; end++)
    expect(() => scan(xml.slice(0, end)), xml.slice(0, end)).toThrow(ListingCutShort)
  expect(new ListingCutShort('')).toMatchObject({ $retryable: { throttling: false } })
})

test('what is no listing is not an empty one', () => {
  expect(() => scan('<html><body>Bad gateway</body></html>')).toThrow('no S3 store')
  expect(() => scan('{"ok":true}')).toThrow('no S3 store')
  expect(scan('<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>')).toBeUndefined()
})

test('decodeKey reads what encodes it', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (key) => decodeKey(encodeListedKey(key)) === key))
})

describe('against the parser of the SDK', () => {
  let body = ''
  const server = createServer((_, answer) => answer.end(body))
  let client: S3Client
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'r',
      forcePathStyle: true,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    })
  })
  afterAll(() => {
    client.destroy()
    server.close()
  })

  const element = (name: string, text: fc.Arbitrary<string>) =>
    text.map((value) => `<${name}>${value}</${name}>`)
  const key = fc.string({ unit: fc.constantFrom(...'a/%+&<>"\' é😀\uFEFF~'), minLength: 1, maxLength: 9 })
  const time = fc
    .date({ min: new Date(0), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const contents = (isUrl: boolean) =>
    fc
      .tuple(
        element(
          'Key',
          key.map((text) => escapeXml(isUrl ? encodeListedKey(text) : text)),
        ),
        element(
          'Size',
          fc
            .maxSafeNat()
            .filter((size) => size < 1e15)
            .map(String),
        ),
        fc.option(element('LastModified', time), { nil: '' }),
        fc.option(
          element('ETag', fc.constantFrom('&quot;0cc1&quot;', '"0cc1-2"', '&#34;x&#34;', 'bare', '')),
          { nil: '' },
        ),
        fc.option(element('StorageClass', fc.constantFrom('STANDARD', 'GLACIER', 'A&amp;B')), { nil: '' }),
        fc.constantFrom('', '<Owner><ID>1</ID></Owner>', '<ChecksumType>FULL_OBJECT</ChecksumType>'),
      )
      .chain((elements) => fc.shuffledSubarray(elements, { minLength: elements.length }))
      .map((elements) => object(elements.join('')))
  const bodies = fc
    .boolean()
    .chain((isUrl) =>
      fc
        .tuple(fc.array(contents(isUrl), { maxLength: 5 }), fc.boolean())
        .map(([objects, isTruncated]) =>
          listing(
            `<IsTruncated>${isTruncated}</IsTruncated>`,
            isTruncated ? '<NextContinuationToken>n&amp;1</NextContinuationToken>' : '',
            ...objects,
            isUrl ? '<EncodingType>url</EncodingType>' : '',
          ),
        ),
    )

  test('gives the same of any listing', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (xml) => {
        body = xml
        const parsed = await client.send(new ListObjectsV2Command({ Bucket: 'b' }))
        const objects = parsed.Contents ?? []
        const scanned = scan(xml)
        expect(scanned?.page).toEqual({
          ascii: expect.any(Boolean),
          oneLine: expect.any(Boolean),
          keys: objects.map(({ Key = '' }) => (parsed.EncodingType === 'url' ? decodeKey(Key) : Key)),
          sizes: objects.map(({ Size }) => Size),
          lastModified: objects.map(({ LastModified }) => LastModified?.getTime() ?? Number.NaN),
          etags: objects.map(({ ETag }) => ETag?.replaceAll('"', '') ?? null),
          storageClasses: objects.map(({ StorageClass }) => StorageClass ?? null),
        })
        expect(scanned?.nextToken).toBe(parsed.NextContinuationToken)
        if (scanned?.page.ascii) expect(scanned.page.keys.join('')).toMatch(/^[ -~]*$/)
      }),
      { numRuns: 300 },
    )
  })
})
