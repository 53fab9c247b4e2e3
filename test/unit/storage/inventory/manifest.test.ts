import { describe, expect, test } from 'vitest'
import { parseManifest } from '../../../../src/storage/inventory/manifest.ts'

const sound = {
  sourceBucket: 'marches',
  destinationBucket: 'arn:aws:s3:::inventories',
  version: '2016-11-30',
  creationTimestamp: '1690848000000',
  fileFormat: 'CSV',
  fileSchema: 'Size, ETag, Bucket,Key , IsLatest, IsDeleteMarker, VersionId, LastModifiedDate',
  files: [{ key: 'a/data/x.csv.gz', size: 3, MD5checksum: 'F11166069F1990ABEB9C97ACE9CDFABC' }],
}
const parse = (change: object) => parseManifest(JSON.stringify({ ...sound, ...change }), 'manifest.json')

test('a manifest gives bucket, time, columns in their order, and data files', () => {
  expect(parse({})).toEqual({
    sourceBucket: 'marches',
    takenAt: new Date('2023-08-01T00:00:00Z'),
    format: 'csv',
    names: ['Size', 'ETag', 'Bucket', 'Key', 'IsLatest', 'IsDeleteMarker', 'VersionId', 'LastModifiedDate'],
    files: [{ key: 'a/data/x.csv.gz', md5: 'f11166069f1990abeb9c97ace9cdfabc' }],
  })
})

test('Parquet files name their own columns', () => {
  expect(
    parse({ fileFormat: 'Parquet', fileSchema: 'message s3.inventory { required binary key (UTF8); }' }),
  ).toMatchObject({ format: 'parquet', names: [] })
})

describe('refused', () => {
  test.each([
    [
      { fileFormat: 'ORC' },
      /format "ORC", which cannot be read/,
      /set the output format of the inventory to Parquet or CSV/,
    ],
    [{ fileSchema: 'Bucket, Key' }, /no column "size"; its columns are "Bucket", "Key"/, /key and size/],
    [
      { fileSchema: 'Bucket, Key, VersionId, Size' },
      /holds versions and does not say which is the latest/,
      /without|again/,
    ],
    [{ fileSchema: 'Key, Size, key' }, /two columns "key"/, /columns/],
    [{ creationTimestamp: '2023-08-01' }, /creationTimestamp: milliseconds since 1970/, /manifest.json/],
    [{ files: [{ key: 'x' }] }, /files\.0\.MD5checksum/, /manifest.json/],
    [{ sourceBucket: undefined }, /sourceBucket/, /manifest.json/],
  ])('%j', (change, message, advice) => {
    expect(() => parse(change)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(message),
        advice: expect.stringMatching(advice),
      }),
    )
  })

  test.each(['', '{"a"', '[]', 'null'])('%j, which is no manifest', (text) => {
    expect(() => parseManifest(text, 'manifest.json')).toThrow(expect.objectContaining({ exitCode: 2 }))
  })
})
