import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { DuckDBInstance } from '@duckdb/node-api'

/** An object as ListObjectsV2 gives it. */
export type Listed = { key: string; size: number; lastModified: string; etag: string; storageClass: string }

/** Lists a bucket as any client would; what the writers below write is made of it. */
export async function listLive(client: S3Client, Bucket: string): Promise<Listed[]> {
  const objects: Listed[] = []
  let ContinuationToken: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, EncodingType: 'url', ContinuationToken }),
    )
    for (const { Key = '', Size = -1, LastModified, ETag = '', StorageClass = '' } of page.Contents ?? [])
      objects.push({
        key: decodeURIComponent(Key.replaceAll('+', ' ')),
        size: Size,
        lastModified: LastModified?.toISOString() ?? '',
        etag: ETag.replaceAll('"', ''),
        storageClass: StorageClass,
      })
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken !== undefined)
  return objects
}

/** `aws s3api list-objects-v2`, as the AWS CLI writes it after it has put the pages together. */
export function writeAws(path: string, objects: readonly Listed[]): void {
  const Contents = objects.map(awsEntry)
  writeFileSync(path, `${JSON.stringify({ Contents, RequestCharged: null, Prefix: '' }, null, 4)}\n`)
}

export function awsEntry({ key, size, lastModified, etag, storageClass }: Listed) {
  return {
    Key: key,
    LastModified: lastModified.replace('.000Z', '+00:00'),
    ETag: `"${etag}"`,
    ChecksumAlgorithm: ['CRC32'],
    Size: size,
    StorageClass: storageClass,
    Owner: { DisplayName: 'demo', ID: '75aa' },
  }
}

/** `rclone lsjson -R`, one entry a line; directories are listed too. */
export function writeRclone(path: string, objects: readonly Listed[], below = ''): void {
  const folders = new Set(objects.map(({ key }) => dirname(key)).filter((folder) => folder !== '.'))
  const entries = [
    ...[...folders].map((Path) => ({
      Path,
      Name: Path,
      Size: -1,
      ModTime: '2000-01-01T00:00:00Z',
      IsDir: true,
    })),
    ...objects.map(({ key, size, lastModified, etag, storageClass }) => ({
      Path: key.slice(below.length),
      Name: key.replace(/.*\//, ''),
      Size: size,
      MimeType: 'application/octet-stream',
      ModTime: lastModified.replace('.000Z', '.000000000Z'),
      IsDir: false,
      Hashes: { md5: etag },
      Tier: storageClass,
    })),
  ]
  writeFileSync(path, `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`)
}

const quoted = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`

/** A CSV with a header of its own, in another order, with Windows line ends. */
export function writeCsv(path: string, objects: readonly Listed[]): void {
  const rows = objects.map(({ key, size, lastModified, etag, storageClass }) =>
    [storageClass, size, quoted(key), etag, lastModified].join(','),
  )
  writeFileSync(path, ['StorageClass,Size,Object,ETag,LastModified', ...rows, ''].join('\r\n'))
}

/** A Parquet file with the columns that the query gives of `listed` (key, size, last_modified, etag, storage_class). */
export async function writeParquet(
  path: string,
  objects: readonly Listed[],
  select = 'select * from listed',
): Promise<void> {
  const lines = objects.map(({ lastModified, storageClass, ...rest }) =>
    JSON.stringify({ ...rest, last_modified: lastModified, storage_class: storageClass }),
  )
  writeFileSync(`${path}.jsonl`, `${lines.join('\n')}\n`)
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`create table listed as select key, size::bigint as size, last_modified::timestamptz as
    last_modified, etag, storage_class from read_json('${path}.jsonl', format = 'newline_delimited', columns =
    {key: 'VARCHAR', size: 'BIGINT', last_modified: 'VARCHAR', etag: 'VARCHAR', storage_class: 'VARCHAR'})`)
  await connection.run(`copy (${select}) to '${path}' (format parquet)`)
  connection.closeSync()
}

/** A row of an inventory of all versions. */
export type Version = Listed & { isLatest: boolean; isDeleteMarker: boolean }

/** What a versioned bucket also holds: an older version of each of the first objects, and markers of deletions. */
export function withVersions(objects: readonly Listed[], deleted: readonly string[]): Version[] {
  const current = objects.map((object) => ({ ...object, isLatest: true, isDeleteMarker: false }))
  const older = objects.slice(0, 50).map((object) => ({
    ...object,
    size: object.size + 1,
    lastModified: '2020-01-01T00:00:00.000Z',
    isLatest: false,
    isDeleteMarker: false,
  }))
  const gone = { size: Number.NaN, lastModified: '2023-07-27T08:30:00.000Z', etag: '', storageClass: '' }
  const markers = deleted.flatMap((key) => [
    { ...gone, key, isLatest: true, isDeleteMarker: true },
    { ...gone, key, size: 5, etag: 'e', isLatest: false, isDeleteMarker: false },
  ])
  return [...markers, ...older, ...current]
}

const CSV_FIELDS = {
  Bucket: (_: Version, bucket: string) => bucket,
  ETag: ({ etag }: Version) => etag,
  IsLatest: ({ isLatest }: Version) => String(isLatest),
  Key: ({ key }: Version) => urlEncoded(key),
  VersionId: ({ size }: Version) => `v${size}`,
  Size: ({ size, isDeleteMarker }: Version) => (isDeleteMarker ? '' : String(size)),
  IsDeleteMarker: ({ isDeleteMarker }: Version) => String(isDeleteMarker),
  StorageClass: ({ storageClass }: Version) => storageClass,
  LastModifiedDate: ({ lastModified }: Version) => lastModified,
}

/** As S3 encodes the keys of a CSV inventory: like a form, a space is `+`. */
function urlEncoded(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

export type InventoryOptions = {
  bucket: string
  takenAt: Date
  change?: (manifest: Record<string, unknown>) => void
}

/** Names of what an inventory is made of, to its content. */
export type InventoryFiles = Map<string, Buffer>

/** An S3 Inventory in CSV, cut into two data files, as S3 lays it out below its destination prefix. */
export function csvInventory(versions: readonly Version[], options: InventoryOptions): InventoryFiles {
  const names = Object.keys(CSV_FIELDS) as (keyof typeof CSV_FIELDS)[]
  const half = Math.ceil(versions.length / 2)
  const parts = [versions.slice(0, half), versions.slice(half)].map((part) =>
    gzipSync(
      part
        .map(
          (version) =>
            `${names.map((name) => quoted(CSV_FIELDS[name](version, options.bucket))).join(',')}\n`,
        )
        .join(''),
    ),
  )
  return inventory('CSV', names.join(', '), parts, 'csv.gz', options)
}

/** Puts a manifest and its checksum beside data files. */
export function inventory(
  fileFormat: string,
  fileSchema: string,
  parts: readonly Buffer[],
  ending: string,
  { bucket, takenAt, change }: InventoryOptions,
): InventoryFiles {
  const root = `inventories/${bucket}/daily`
  const data = parts.map((content, i) => [`${root}/data/part-${i}.${ending}`, content] as const)
  const manifest: Record<string, unknown> = {
    sourceBucket: bucket,
    destinationBucket: 'arn:aws:s3:::inventories',
    version: '2016-11-30',
    creationTimestamp: String(takenAt.getTime()),
    fileFormat,
    fileSchema,
    files: data.map(([key, content]) => ({ key, size: content.length, MD5checksum: md5(content) })),
  }
  change?.(manifest)
  const json = Buffer.from(JSON.stringify(manifest, null, 2))
  const delivery = `${root}/${takenAt.toISOString().slice(0, 16).replace(':', '-')}Z`
  return new Map([
    ...data,
    [`${delivery}/manifest.json`, json],
    [`${delivery}/manifest.checksum`, Buffer.from(md5(json))],
  ])
}

function md5(content: Buffer): string {
  return createHash('md5').update(content).digest('hex')
}

/** Writes the files below a folder, as `aws s3 sync` would. */
export function writeFiles(folder: string, files: InventoryFiles): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}
