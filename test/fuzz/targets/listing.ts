import { Readable } from 'node:stream'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { HttpResponse } from '@smithy/core/protocols'
import { decodeKey, UnreadableListing } from '../../../src/storage/listing/listed-text.ts'
import { ListingCutShort, type ScannedListing, scanListing } from '../../../src/storage/listing/scan.ts'
import { BothScans } from '../../support/both-scans.ts'
import type { FuzzTarget } from '../target.ts'

const page = (inner: string) =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>${inner}</ListBucketResult>`,
  )
const object = (key: string) =>
  `<Contents><Key>${key}</Key><LastModified>2023-07-27T10:30:00.500Z</LastModified><ETag>&quot;0cc1&quot;</ETag><Size>12</Size><Owner><ID>o</ID></Owner><StorageClass>GLACIER</StorageClass></Contents>`

let body: Buffer
/** What it was given before lies behind and below what it is given. */
const bothScans = new BothScans()
/** The SDK's own reader of listings, given the same bytes. */
const sdk = new S3Client({
  endpoint: 'http://127.0.0.1:1',
  region: 'r',
  maxAttempts: 1,
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  requestHandler: {
    handle: async () => ({
      response: new HttpResponse({ statusCode: 200, headers: {}, body: Readable.from([body]) }),
    }),
  },
})

/** An answer to ListObjectsV2: what the scanner reads of it is sound, and what the SDK reads, if it reads it. */
export const listing: FuzzTarget = {
  name: 'the listing scanner',
  seeds: [
    page(`<IsTruncated>false</IsTruncated>${object('a/b.pdf')}${object('c')}`),
    page(
      `<EncodingType>url</EncodingType>${object('caf%C3%A9+x%2B')}<IsTruncated>true</IsTruncated><NextContinuationToken>t&amp;1</NextContinuationToken>`,
    ),
    page(
      ['a/1', 'a/2', 'b'].map(object).join('\n') +
        '<NextContinuationToken>t</NextContinuationToken><IsTruncated>true</IsTruncated>',
    ),
    page(`${object('é😀&#x1F600;&lt;')}<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>`),
    Buffer.from('<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>'),
  ],
  tokens: [
    ...[
      '<Key>',
      '</Key>',
      '<Contents>',
      '</Contents>',
      '<Size>',
      '</Size>',
      '<Size>0</Size>',
      '<ETag>',
      '</ETag>',
    ],
    ...[
      '</ListBucketResult>',
      '<ListBucketResult>',
      '<Key/>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '&amp;',
      '&#0;',
    ],
    ...[
      '&#x110000;',
      '&',
      ';',
      '<',
      '>',
      '/>',
      '-1',
      '1e3',
      '999999999999999',
      '<LastModified>',
      'T24:00:00.000Z',
      '-02-30',
    ],
    ...[
      '<IsTruncated>true</IsTruncated>',
      '<EncodingType>url</EncodingType>',
      '%C3',
      '%ZZ',
      '+',
      ' x="y"',
      '<!DOCTYPE a [<!ENTITY b "c">]>',
    ],
  ],
  async read(document) {
    bothScans.read(document)
    let scanned: ScannedListing | undefined
    try {
      scanned = scanListing(document)
    } catch (error) {
      if (error instanceof UnreadableListing || error instanceof ListingCutShort) return
      throw error
    }
    if (scanned === undefined) return
    refuseUnsound(scanned)
    await refuseOther(scanned, document)
  },
}

function refuseUnsound({ page }: ScannedListing): void {
  const { keys, sizes, lastModified, etags, storageClasses, ascii } = page
  for (const column of [sizes, lastModified, etags, storageClasses])
    if (column.length !== keys.length) throw new Error('columns of different lengths')
  for (const key of keys) {
    if (key === '' || !key.isWellFormed()) throw new Error(`the key ${JSON.stringify(key)}`)
    if (ascii && Buffer.byteLength(key) !== key.length) throw new Error(`${JSON.stringify(key)} is not ASCII`)
  }
  for (const size of sizes) if (!Number.isSafeInteger(size) || size < 0) throw new Error(`the size ${size}`)
}

/** The SDK reads a reference to a character above U+FFFF as another character: found here, see found.test.ts. */
const BEYOND_THE_SDK = /&#(x0*[0-9a-f]{5,}|0*[0-9]{5,});/i

async function refuseOther({ page, nextToken }: ScannedListing, document: Buffer): Promise<void> {
  if (BEYOND_THE_SDK.test(document.toString('latin1'))) return
  body = document
  const parsed = await sdk.send(new ListObjectsV2Command({ Bucket: 'b' })).catch(() => undefined)
  if (parsed === undefined) return
  const objects = parsed.Contents ?? []
  const keys = objects.map(({ Key = '' }) => (parsed.EncodingType === 'url' ? decodeKey(Key) : Key))
  const seen = JSON.stringify([keys, objects.map(({ Size }) => Size)])
  if (JSON.stringify([page.keys, page.sizes]) !== seen)
    throw new Error(`the SDK reads ${seen}, not ${JSON.stringify([page.keys, page.sizes])}`)
  if (parsed.IsTruncated === true && nextToken !== parsed.NextContinuationToken)
    throw new Error(`the SDK goes on at ${parsed.NextContinuationToken}, not at ${nextToken}`)
}
