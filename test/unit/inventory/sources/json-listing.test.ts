import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ListingFileConfig } from '../../../../src/config/inventory-source.ts'
import { stageListingFile } from '../../../../src/inventory/sources/listing-file.ts'
import { compareKeys } from '../../../../src/vocabulary/key-order.ts'
import { awsEntry, type Listed, writeAws, writeRclone } from '../../../support/inventory-files.ts'
import { Staged } from './staged.ts'

let staged: Staged
beforeAll(async () => {
  staged = await Staged.open()
})
beforeEach(() => staged.take())
afterAll(() => staged.run.store.close())

const takenAt = new Date('2023-08-06T12:00:00Z')
const source = (name: string, format: 'aws' | 'rclone', key_prefix = ''): ListingFileConfig => ({
  type: 'file',
  path: staged.path(name),
  format,
  columns: {},
  key_prefix,
  taken_at: takenAt.toISOString(),
  max_age_hours: 48,
})
const write = (name: string, content: string | Buffer) => writeFileSync(staged.path(name), content)
const read = (
  name: string,
  format: 'aws' | 'rclone' = 'aws',
  prefix = '',
  bucket: string | undefined = 'marches',
) => stageListingFile(staged.run, staged.store, source(name, format, prefix), bucket)
const object = (key: string, size = 1): Listed => ({
  key,
  size,
  lastModified: '2023-07-01T00:00:00.000Z',
  etag: 'd41d8cd98f00b204e9800998ecf8427e',
  storageClass: 'STANDARD',
})
const entries = (...keys: string[]) => keys.map((key) => awsEntry(object(key)))
const keysOf = async () => (await staged.take()).map((row) => row['object_key'])

const keys = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom(
      '\ufeffbom',
      'a\ufeffb\ufeff',
      '"',
      '\\',
      '\\u0041',
      'a\nb',
      '\u0000',
      '\u001f',
      ' ',
      '😀',
      'e\u0301',
      '%2B+',
      '漢'.repeat(341),
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  ),
  { minLength: 1, maxLength: 60 },
)

test.each(['aws', 'rclone'] as const)('every key of %s comes out as it is', (format) =>
  fc.assert(
    fc.asyncProperty(keys, async (all) => {
      const writeListing = format === 'aws' ? writeAws : writeRclone
      writeListing(
        staged.path('list.json'),
        all.map((key) => object(key)),
      )
      await read('list.json', format)
      expect(await keysOf()).toEqual([...all].sort(compareKeys))
    }),
    { numRuns: 40, seed: 20230727 },
  ),
)

test('what is told of an object is kept', async () => {
  const columns = ['object_key', 'size_bytes', 'last_modified', 'etag', 'storage_class', 'listed_at']
  const kept = {
    object_key: 'vol-01/a',
    size_bytes: 12,
    last_modified: new Date('2023-07-01T00:00:00Z'),
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    storage_class: 'STANDARD',
    listed_at: takenAt,
  }
  writeAws(staged.path('aws.json'), [object('vol-01/a', 12)])
  await read('aws.json')
  expect(await staged.take(columns)).toEqual([kept])
  writeRclone(staged.path('rclone.json'), [object('vol-01/a', 12)], 'vol-01/')
  await read('rclone.json', 'rclone', 'vol-01/')
  expect(await staged.take(columns)).toEqual([kept])
})

describe('what list-objects-v2 may be written as', () => {
  const page = (notes: object, ...keys: string[]) =>
    JSON.stringify({ ...notes, Contents: entries(...keys), Name: 'marches' })
  test.each<[string, string, string[]]>([
    [
      'pages after each other, notes before and after',
      `${page({ IsTruncated: true, NextContinuationToken: 'x' }, 'a', 'b')}\n${page({ IsTruncated: false }, 'c')}`,
      ['a', 'b', 'c'],
    ],
    ['an array, as --query Contents gives it', JSON.stringify(entries('a', 'b')), ['a', 'b']],
    [
      'one entry a line',
      entries('a', 'b')
        .map((entry) => JSON.stringify(entry))
        .join('\n'),
      ['a', 'b'],
    ],
    ['an empty bucket', '{ "RequestCharged": null, "Prefix": "" }', []],
    [
      'an empty page at the end',
      `${page({}, 'a')}{"Name":"marches","KeyCount":0,"IsTruncated":false}`,
      ['a'],
    ],
    ['escaped characters', '[{"Key":"\\ufeff\\u00e9\\ud83d\\ude00\\/\\n","Size":0}]', ['\ufeffé😀/\n']],
    ['no more than key and size', '[{"Key":"a","Size":0}]', ['a']],
    ['with a byte order mark, as PowerShell writes it', `\ufeff${page({}, 'a')}`, ['a']],
  ])('%s', async (_, text, expected) => {
    write('list.json', text)
    await read('list.json')
    expect(await keysOf()).toEqual(expected)
    write('list.json.gz', gzipSync(text))
    await read('list.json.gz')
    expect(await keysOf()).toEqual(expected)
  })

  test('a directory tree has no bucket that the pages could be of', async () => {
    write('list.json', '{"Name":"other","Contents":[{"Key":"a","Size":1}]}')
    await stageListingFile(staged.run, staged.store, source('list.json', 'aws'), undefined)
    expect(await keysOf()).toEqual(['a'])
  })
})

describe('a listing that is not what it was said to be is refused, with the number of the object', () => {
  const whole = JSON.stringify({ Contents: entries('a', 'b') })
  test.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /is empty/],
    ['only white space', ' \n ', /is empty/],
    ['a table', 'key,size\n', /is not JSON/],
    ['cut short', whole.slice(0, -20), /list.json: /],
    [
      'cut between two objects',
      `${whole.slice(0, whole.indexOf('},{"Key":"b"') + 1)}`,
      /ended in mid-parsing/,
    ],
    ['something behind it', `${whole} and so on`, /Unexpected "a"/],
    ['another JSON', '{"Buckets":[{"Name":"marches"}]}', /no listing: no Contents, and no Key/],
    ['a list of texts', '["a"]', /object 1 is not an object/],
    ['rclone taken for aws', '[{"Path":"a","Size":1}]', /object 1 has no key/],
    [
      'no size',
      '[{"Key":"a","Size":1},{"Key":"b"}]',
      /object 2 has the size nothing, which is not a whole number/,
    ],
    ['size as text', '[{"Key":"a","Size":"1"}]', /object 1 has the size "1"/],
    ['a negative size', '[{"Key":"a","Size":-1}]', /object 1 has the size -1/],
    ['a size with a fraction', '[{"Key":"a","Size":1.5}]', /object 1 has the size 1.5/],
    [
      'a date that is none',
      '[{"Key":"a","Size":1,"LastModified":"yesterday"}]',
      /object 1 has the date "yesterday"/,
    ],
    [
      'half a surrogate pair',
      '[{"Key":"\\ud83d","Size":1}]',
      /object 1 has a key with half a surrogate pair/,
    ],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from('[{"Key":"'), Buffer.of(0xff), Buffer.from('","Size":1}]')]),
      /not valid for encoding utf-8/,
    ],
    ['another bucket', '{"Name":"autre","Contents":[]}', /is of the bucket "autre", not of marches/],
    ['one level only', '{"Delimiter":"/","Contents":[]}', /made with --delimiter/],
    [
      'folders',
      '{"Contents":[],"CommonPrefixes":[{"Prefix":"a/"},{"Prefix":"b/"}]}',
      /made with --delimiter/,
    ],
    [
      'encoded keys',
      '{"Contents":[{"Key":"a%20b","Size":1}],"EncodingType":"url"}',
      /made with --encoding-type/,
    ],
    [
      '--max-items',
      '{"Contents":[{"Key":"a","Size":1}],"NextToken":"eyJ"}',
      /its last page says that more follow/,
    ],
    [
      'a first page alone',
      '{"IsTruncated":true,"Contents":[{"Key":"a","Size":1}]}',
      /its last page says that more follow/,
    ],
  ])('%s', async (_, text, message) => {
    write('list.json', text)
    await expect(read('list.json')).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }),
    )
  })

  test('a gzipped one that is cut short', async () => {
    write('list.json.gz', gzipSync(whole).subarray(0, -8))
    await expect(read('list.json.gz')).rejects.toThrow(/list.json.gz: unexpected end of file/)
  })
})

test('a long listing is kept chunk by chunk', async () => {
  const many = Array.from({ length: 120_000 }, (_, i) => `vol-${i % 7}/${String(i).padStart(6, '0')}`)
  write('list.json', `[${many.map((Key, Size) => JSON.stringify({ Key, Size })).join(',')}]`)
  await read('list.json')
  const { n, bytes } = await staged.run.store.row<{ n: number; bytes: number }>(
    'select count(distinct object_key) as n, sum(size_bytes)::bigint as bytes from stored_object',
  )
  expect({ n, bytes }).toEqual({ n: 120_000, bytes: (120_000 * 119_999) / 2 })
})
