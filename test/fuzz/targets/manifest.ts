import { parseManifest } from '../../../src/storage/inventory/manifest.ts'
import { JSON_SYNTAX } from '../json-syntax.ts'
import { expectRefusal } from '../refused.ts'
import type { FuzzTarget } from '../target.ts'

const sound = {
  sourceBucket: 'marches',
  destinationBucket: 'arn:aws:s3:::inventories',
  version: '2016-11-30',
  creationTimestamp: '1690848000000',
  fileFormat: 'CSV',
  fileSchema: 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag',
  files: [{ key: 'a/data/x.csv.gz', size: 3, MD5checksum: 'f11166069f1990abeb9c97ace9cdfabc' }],
}

/** The manifest of an S3 Inventory: read whole or refused. */
export const manifest: FuzzTarget = {
  name: 'the inventory manifest',
  seeds: [
    sound,
    { ...sound, fileFormat: 'Parquet', fileSchema: 'message s3.inventory { required binary key (UTF8); }' },
  ].map((it) => Buffer.from(JSON.stringify(it))),
  tokens: [
    ...JSON_SYNTAX,
    ...['"', '"__proto__":', '"Key"', 'Key,'],
    ...[
      '99999999999999',
      '999999999999999',
      '"CSV"',
      '"ORC"',
      '"files":[]',
      'Size',
      'IsLatest',
      '../../etc/passwd',
      '{"a":',
    ],
  ],
  read(document) {
    try {
      const { sourceBucket, takenAt, format, names, files } = parseManifest(
        document.toString('utf8'),
        'manifest.json',
      )
      if (sourceBucket === '' || Number.isNaN(takenAt.getTime())) throw new Error('no bucket, or no time')
      if (format === 'csv' && names.length < 2) throw new Error('no columns')
      for (const { key, md5 } of files)
        if (key === '' || !/^[0-9a-f]{32}$/.test(md5)) throw new Error('a file without key or MD5')
    } catch (error) {
      expectRefusal(error)
    }
  },
}
