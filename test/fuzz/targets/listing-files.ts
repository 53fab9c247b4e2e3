import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ListingFormat } from '../../../src/config/inventory-source.ts'
import { stageListingFile } from '../../../src/inventory/sources/listing-file.ts'
import { Staged } from '../../unit/inventory/sources/staged.ts'
import { JSON_SYNTAX } from '../json-syntax.ts'
import { expectRefusal } from '../refused.ts'
import type { FuzzTarget } from '../target.ts'

type Format = { format: ListingFormat; file: string; seeds: string[]; tokens: string[]; packed?: true }

const STAMP = '2023-07-01T00:00:00.000Z'
const JSON_TOKENS = [
  ...JSON_SYNTAX,
  ...['0.5', '"Key":', '"Size":', '"Contents":['],
  ...[
    '"IsTruncated":true',
    '"NextToken":"x"',
    '"Delimiter":"/"',
    '"EncodingType":"url"',
    '"IsDir":true',
    '9007199254740993',
    '[[[',
    '{"a":',
  ],
]

const FORMATS: Format[] = [
  {
    format: 'aws',
    file: 'list.json',
    seeds: [
      JSON.stringify({
        Contents: [
          { Key: 'a/é😀', Size: 1, LastModified: STAMP, ETag: '"e"', StorageClass: 'STANDARD' },
          { Key: 'b', Size: 0 },
        ],
      }),
      JSON.stringify({ Key: 'a', Size: 1 }) + JSON.stringify({ Key: 'b', Size: 2 }),
    ],
    tokens: JSON_TOKENS,
  },
  {
    format: 'rclone',
    file: 'list.rclone.json',
    seeds: [
      JSON.stringify([
        {
          Path: 'a/b',
          Name: 'b',
          Size: 1,
          ModTime: STAMP,
          IsDir: false,
          Tier: 'STANDARD',
          Hashes: { md5: 'e' },
        },
        { Path: 'a', Name: 'a', Size: -1, ModTime: STAMP, IsDir: true },
      ]),
    ],
    tokens: [...JSON_TOKENS, '"Path":', '"Hashes":'],
  },
  {
    format: 'csv',
    file: 'list.csv',
    seeds: [
      `key,size,last_modified,etag\na/b,1,${STAMP},e\n"é""😀,\n",2,,\n`,
      `Bucket,Key,Size\r\nmarches,a,1\r\n`,
    ],
    tokens: [
      ',',
      ';',
      '""',
      'key',
      'size',
      'marches',
      'Bucket',
      '-1',
      '999999999999999',
      '1e3',
      '0001-01-01',
      '9999-12-31',
      'infinity',
      '\r\n',
    ],
  },
  {
    format: 'csv',
    file: 'list.csv.gz',
    seeds: [`key,size\na,1\nb,2\n`],
    tokens: [',', '\x1f\x8b', '\x08'],
    packed: true,
  },
]

/** Files that list a store: every object that is kept has a key and a size; of a table that is refused nothing is. */
export const listingFiles: FuzzTarget[] = FORMATS.map(targetOf)

function targetOf({ format, file, seeds, tokens, packed }: Format): FuzzTarget {
  let staged: Promise<Staged> | undefined
  return {
    name: `listing files: ${file}`,
    seeds: seeds.map((seed) => (packed === true ? gzipSync(seed) : Buffer.from(seed))),
    tokens,
    async read(document) {
      staged ??= Staged.open()
      const { run, store, folder } = await staged
      const path = join(folder, file)
      writeFileSync(path, document)
      const source = {
        type: 'file',
        path,
        format,
        columns: {},
        key_prefix: '',
        taken_at: STAMP,
        max_age_hours: 48,
      } as const
      const refused = await stageListingFile(run, store, source, 'marches').then(
        () => false,
        (error: unknown) => {
          expectRefusal(error)
          return true
        },
      )
      const { rows, unsound } = await run.store.row<{ rows: number; unsound: number }>(
        `select count(*) as rows, count(*) filter (object_key = '' or size_bytes < 0 or bucket <> 'marches') as unsound
       from stored_object`,
      )
      if (unsound > 0) throw new Error(`${unsound} objects without key or size`)
      if (refused && format === 'csv' && rows > 0)
        throw new Error(`${rows} objects of a table that was refused`)
      if (rows > 0) await run.store.run('delete from listed_object')
    },
    async close() {
      const open = await staged
      staged = undefined
      await open?.run.store.close()
    },
  }
}
