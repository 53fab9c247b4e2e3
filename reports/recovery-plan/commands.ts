import { posix } from 'node:path'
import type { Place } from '../../src/config/place.ts'
import { isRelativePath } from '../../src/storage/relative-path.ts'
import { inComment, quoted } from './shell.ts'

/** An object that can be got back, and the copy that is preferred; its size in bytes. */
export type Recoverable = {
  bucket: string
  object_key: string
  state: 'missing' | 'altered'
  recovery: 'relocated' | 'replica' | 'version'
  recovered_from: string
  recovered_key: string
  recovered_version_id: string | null
  size_bytes: number
  archived: boolean
}

type S3Place = Extract<Place, { type: 's3' }>
type TreePlace = Extract<Place, { type: 'filesystem' }>
type Copy = { key: string; versionId: string | null; size: number }

/** CopyObject and PutObject take no more (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const MOST_AT_ONCE = 5 * 1024 ** 3

/** @returns the lines of sh that get one object back; comments only for one that needs a person */
export function commandsFor(row: Recoverable, places: readonly Place[]): string[] {
  const to = places.find(({ role, name }) => role === 'primary' && name === row.bucket)
  const role = row.recovery === 'replica' ? 'recovery' : 'primary'
  const from = places.find((place) => place.role === role && place.name === row.recovered_from)
  if (to === undefined || from === undefined) return byHand(row, 'its store is not configured')
  if (row.archived)
    return byHand(row, 'archived: restore it first (aws s3api restore-object), then run constat again')
  if (row.object_key.includes('\0')) return byHand(row, 'no command can be given a key with a zero byte')
  const copy = { key: row.recovered_key, versionId: row.recovered_version_id, size: row.size_bytes }
  if (to.type === 's3') {
    if (from.type === 'filesystem') return upload(to, row.object_key, quoted(join(from, copy.key)), copy.size)
    if (canCopyWithin(from, to, copy)) return [copyObject(from, to, row.object_key, copy)]
    return [download(from, copy), ...upload(to, row.object_key, '"$part"', copy.size)]
  }
  if (!isRelativePath(row.object_key) || row.object_key.endsWith('/'))
    return byHand(row, 'its key is no path below the root of its store')
  const path = join(to, row.object_key)
  const folder = `mkdir -p ${quoted(posix.dirname(path))}`
  if (from.type === 'filesystem') return [folder, `cp -p ${quoted(join(from, copy.key))} ${quoted(path)}`]
  return [folder, download(from, copy), `cp "$part" ${quoted(path)}`]
}

/** The CLI takes a text behind `?versionId=` for a version, wherever it stands. */
function canCopyWithin(from: S3Place, to: S3Place, { key, size }: Copy): boolean {
  const sameService = from.endpoint === to.endpoint && from.credentials === to.credentials
  return sameService && size <= MOST_AT_ONCE && !key.includes('?versionId=')
}

/** The CLI percent-encodes the source of a copy itself: what is encoded already would be encoded twice. */
function copyObject(from: S3Place, to: S3Place, key: string, copy: Copy): string {
  const version = copy.versionId === null ? '' : `?versionId=${copy.versionId}`
  const source = `--copy-source=${quoted(`${from.bucket}/${copy.key}${version}`)}`
  return `aws s3api copy-object ${named(to, key)} ${source}${access(to)}`
}

function download(from: S3Place, copy: Copy): string {
  return `aws s3api get-object ${named(from, copy.key, copy.versionId)}${access(from)} "$part"`
}

function upload(to: S3Place, key: string, file: string, size: number): string[] {
  if (size <= MOST_AT_ONCE) return [`aws s3api put-object ${named(to, key)} --body=${file}${access(to)}`]
  return [`aws s3 cp ${file} ${quoted(`s3://${to.bucket}/${key}`)}${access(to)}`]
}

/**
 * Bucket and key as arguments. `=` keeps a key with a leading dash from being an option; the CLI would read a file or
 * a page where a value begins with its address, but not within JSON (whose option it knows only as a word by itself).
 */
function named({ bucket }: S3Place, Key: string, VersionId: string | null = null): string {
  if (/^(fileb?|https?):\/\//.test(Key)) {
    const input = { Bucket: bucket, Key, ...(VersionId === null ? {} : { VersionId }) }
    return `--cli-input-json ${quoted(JSON.stringify(input))}`
  }
  const version = VersionId === null ? '' : ` --version-id=${quoted(VersionId)}`
  return `--bucket=${quoted(bucket)} --key=${quoted(Key)}${version}`
}

function access({ endpoint, region, profile }: S3Place): string {
  return [
    endpoint === null ? '' : ` --endpoint-url=${quoted(endpoint)}`,
    ` --region=${quoted(region)}`,
    profile === null ? '' : ` --profile=${quoted(profile)}`,
  ].join('')
}

function join({ root }: TreePlace, key: string): string {
  return posix.join(root, key)
}

function byHand(row: Recoverable, why: string): string[] {
  const version = row.recovered_version_id === null ? '' : ` version ${inComment(row.recovered_version_id)}`
  return [
    `# not done here, ${why}:`,
    `#   ${inComment(row.bucket)} ${inComment(row.object_key)}`,
    `#   from ${inComment(row.recovered_from)} ${inComment(row.recovered_key)}${version}`,
  ]
}
