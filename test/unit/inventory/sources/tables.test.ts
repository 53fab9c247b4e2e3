import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ListingFileConfig } from '../../../../src/config/inventory-source.ts'
import { stageListingFile } from '../../../../src/inventory/sources/listing-file.ts'
import { stageTable } from '../../../../src/inventory/sources/table-rows.ts'
import { findColumns } from '../../../../src/storage/inventory/table-columns.ts'
import { compareKeys } from '../../../../src/vocabulary/key-order.ts'
import { csvInventory, type Listed, withVersions, writeParquet } from '../../../support/inventory-files.ts'
import { Staged } from './staged.ts'

let staged: Staged
beforeAll(async () => {
  staged = await Staged.open()
})
beforeEach(() => staged.take())
afterAll(() => staged.run.store.close())

const takenAt = new Date('2023-08-06T12:00:00Z')
const source = (name: string, change: Partial<ListingFileConfig> = {}): ListingFileConfig => ({
  type: 'file',
  path: staged.path(name),
  columns: {},
  key_prefix: '',
  taken_at: takenAt.toISOString(),
  max_age_hours: 48,
  ...change,
})
const write = (name: string, content: string | Buffer) => writeFileSync(staged.path(name), content)
const read = (name: string, change: Partial<ListingFileConfig> = {}) =>
  stageListingFile(staged.run, staged.store, source(name, change), 'marches')
const object = (key: string, size = 1): Listed => ({
  key,
  size,
  lastModified: '2023-07-01T00:00:00.000Z',
  etag: 'e',
  storageClass: 'STANDARD',
})

async function readInventoryPart(content: Buffer, names: string[]): Promise<void> {
  write('part.csv.gz', content)
  await stageTable(staged.run, 'marches', {
    path: staged.path('part.csv.gz'),
    name: 'the data file part.csv.gz',
    format: 'csv',
    names,
    header: false,
    gzipped: true,
    columns: findColumns(names, {}, 'it'),
    encoded: true,
    keyPrefix: '',
    takenAt,
  })
}

const INVENTORY_COLUMNS =
  'Bucket,ETag,IsLatest,Key,VersionId,Size,IsDeleteMarker,StorageClass,LastModifiedDate'.split(',')

const HOSTILE = [
  'a,b',
  '"quoted"',
  'a"b',
  '"',
  '""',
  'line\nbreak',
  'cr\r\nlf',
  '\n',
  ' leading',
  'trailing ',
  'a+b c',
  '%2B',
  '%2b%',
  '100%',
  '%zz',
  '%FF',
  'NULL',
  'null',
  "d'été",
  'é',
  'e\u0301',
  '\u0301',
  '😀/\ud7ff\ue000\uffff',
  '\ufeffbom',
  '\u0001\u007f',
  'a//b',
  '/a',
  '../a',
  '=1+1',
  "';--",
  '\\',
  '\\N',
  '(no such column)',
  `${'漢'.repeat(341)}a`,
  ' ',
  'Key',
  'A',
  'a',
]
const keys = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((key) => !key.includes('\0')),
    fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r', '%', '+', '2', 'B', ' ', 'é'),
      minLength: 1,
      maxLength: 8,
    }),
  ),
  { minLength: 1, maxLength: 60 },
)
const expected = (all: string[]) => [...all].sort(compareKeys).map((object_key) => ({ object_key }))
const quoted = (key: string) => `"${key.replaceAll('"', '""')}"`

describe('every key comes out as it is', () => {
  const each = (check: (all: string[]) => Promise<void>) =>
    fc.assert(fc.asyncProperty(keys, check), { numRuns: 40, seed: 20230727, examples: [[HOSTILE]] })

  test('of a CSV inventory, URL-encoded; older versions and deleted objects are not listed', () =>
    each(async (all) => {
      const versions = withVersions(
        all.map((key) => object(key)),
        ['deleted, and not in the listing'],
      )
      const files = csvInventory(versions, { bucket: 'marches', takenAt })
      for (const [name, content] of files)
        if (name.endsWith('.csv.gz')) await readInventoryPart(content, INVENTORY_COLUMNS)
      expect(await staged.take(['object_key'])).toEqual(expected(all))
    }))

  test('of a CSV listing', () =>
    each(async (all) => {
      write('list.csv', `key,size\n${all.map((key) => `${quoted(key)},1\n`).join('')}`)
      await read('list.csv')
      expect(await staged.take(['object_key'])).toEqual(expected(all))
    }))

  test('of a Parquet listing', () =>
    each(async (all) => {
      await writeParquet(
        staged.path('list.parquet'),
        all.map((key) => object(key)),
      )
      await read('list.parquet')
      expect(await staged.take(['object_key'])).toEqual(expected(all))
    }))
})

test('what is told of an object is kept; what is not told is not', async () => {
  write(
    'list.csv',
    'ETag,Last Modified,SIZE,Key\r\n"""e""",2023-07-27T08:30:00.123+02:00,12,a\r\n,2023-07-27 08:30,0,b\r\n,,3,c\r\n',
  )
  await read('list.csv', { key_prefix: 'vol-01/' })
  const columns = ['object_key', 'size_bytes', 'last_modified', 'etag', 'storage_class', 'listed_at']
  const rest = { storage_class: null, listed_at: takenAt }
  const [a, b] = [new Date('2023-07-27T06:30:00.123Z'), new Date('2023-07-27T08:30:00Z')]
  expect(await staged.take(columns)).toEqual([
    { object_key: 'vol-01/a', size_bytes: 12, last_modified: a, etag: 'e', ...rest },
    { object_key: 'vol-01/b', size_bytes: 0, last_modified: b, etag: null, ...rest },
    { object_key: 'vol-01/c', size_bytes: 3, last_modified: null, etag: null, ...rest },
  ])
})

test('Parquet times without a zone are in UTC, whatever the zone of the incident', async () => {
  await writeParquet(
    staged.path('zones.parquet'),
    [object('a')],
    `select 'a' as key, 1::integer as size, timestamp '2023-07-27 08:30:00' as last_modified
     union all select 'b', 2, timestamp '2023-12-27 08:30:00'`,
  )
  await read('zones.parquet')
  expect(await staged.take(['last_modified'])).toEqual([
    { last_modified: new Date('2023-07-27T08:30:00Z') },
    { last_modified: new Date('2023-12-27T08:30:00Z') },
  ])
})

test('only keys below the prefixes of the store are kept', async () => {
  const two = await Staged.open(['vol-01/', 'vol-02/é'])
  try {
    write('list.csv', 'key,size\nvol-01/a,1\nvol-02/e,1\nvol-02/éa,1\nvol-01,1\n')
    await stageListingFile(two.run, two.store, source('list.csv'), 'marches')
    expect(await two.take(['object_key'])).toEqual([{ object_key: 'vol-01/a' }, { object_key: 'vol-02/éa' }])
  } finally {
    await two.run.store.close()
  }
})

describe('a table that is not what it was said to be is refused with its file and row, and nothing is kept', () => {
  const rows = (...lines: string[]) => ['key,size,last_modified', ...lines, ''].join('\n')
  test.each<[string, string | Buffer, RegExp]>([
    [
      'size.csv',
      rows('a,1,', '"b\nb",many,'),
      /row 2 has the size "many", which is not a whole number of bytes/,
    ],
    ['fraction.csv', rows('a,1.5,'), /row 1 has the size "1.5"/],
    ['negative.csv', rows('a,1,', 'b,-1,'), /row 2 has the size "-1"/],
    ['exponent.csv', rows('a,1e3,'), /row 1 has the size "1e3"/],
    ['no-size.csv', rows('a,,'), /row 1 has the size nothing/],
    ['no-key.csv', rows('a,1,', ',1,'), /row 2 has no key/],
    ['date.csv', rows('a,1,yesterday'), /row 1 has the date "yesterday", which is none/],
    ['short.csv', rows('a,1,', 'b'), /CSV Error on Line: 3: Expected Number of Columns: 3 Found: 1/],
    ['quote.csv', rows('a,1,', '"b,1,'), /CSV Error on Line: 3: Value with unterminated quote/],
    ['latin1.csv', Buffer.from(rows('\xe9t\xe9,1,'), 'latin1'), /CSV Error on Line: 2: Invalid unicode/],
    ['bucket.csv', 'bucket,key,size\nmarches,a,1\nautre,b,1\n', /row 2 is of the bucket autre/],
    ['semicolon.csv', 'key;size\na;1\n', /no column "key"; its columns are "key;size"/],
    ['versions.csv', 'key,size,version_id\na,1,x\n', /does not say which is the latest/],
    ['empty.csv', '', /is empty/],
    ['empty.csv.gz', gzipSync(''), /is empty/],
    ['plain.csv.gz', 'key,size\n', /is not gzipped, as its name says/],
    ['packed.csv', gzipSync('key,size\n'), /is gzipped and its name does not end with .gz/],
    // cut between two rows: a reader that ignores the end of the file sees a shorter list
    [
      'cut.csv.gz',
      gzipSync(rows('a,1,', 'b,1,')).subarray(0, -8),
      /cannot be unpacked: unexpected end of file/,
    ],
    ['none.parquet', 'PAR?', /is no Parquet file, or is cut short/],
    ['broken.parquet', 'PAR1 nothing of a table PAR1', /cannot be read as Parquet/],
  ])('%s', async (name, content, message) => {
    write(name, content)
    await expect(read(name)).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }),
    )
    await expect(read(name)).rejects.toThrow(name)
    expect(await staged.take()).toEqual([])
  })

  test('also in Parquet, counted over its row groups', async () => {
    await writeParquet(
      staged.path('rows.parquet'),
      [object('a')],
      `select i::varchar as key, case when i = 150000 then null else i end as size from range(200000) as r(i)`,
    )
    await expect(read('rows.parquet')).rejects.toThrow(/rows.parquet: row 150001 has the size nothing/)
    expect(await staged.take()).toEqual([])
  })

  test.each([
    ['%zz', /row 1 has a key that is not URL-encoded UTF-8/],
    ['100%', /row 1 has a key that is not URL-encoded UTF-8/],
    ['%FF', /row 1 has a key that is not URL-encoded UTF-8/],
    ['', /row 1 has no key/],
  ])('the key %j of a CSV inventory', async (key, message) => {
    const part = gzipSync(`"marches","${key}","1"\n`)
    await expect(readInventoryPart(part, ['Bucket', 'Key', 'Size'])).rejects.toThrow(message)
  })

  test.each([
    ['"autre","a","1","true"\n', /row 1 is of the bucket autre/],
    ['"marches","a","1","true"\n"marches","b","1","perhaps"\n', /row 2 says neither true nor false/],
    ['"marches","a","true"\n', /Expected Number of Columns: 4 Found: 3/],
  ])('the inventory rows %j', async (text, message) => {
    const names = ['Bucket', 'Key', 'Size', 'IsLatest']
    await expect(readInventoryPart(gzipSync(text), names)).rejects.toThrow(message)
  })
})
