import type { Cell } from '../../store/batch-writer.ts'

/** An object as a JSON listing gives it; size in bytes. */
export type ListedObject = {
  key: string
  size: number
  lastModified: Date | null
  etag: string | null
  storageClass: string | null
}

type Fields = { key: unknown; size: unknown; lastModified: unknown; etag: unknown; storageClass: unknown }

/**
 * Reads an entry of `aws s3api list-objects-v2`.
 *
 * @throws Error that says what is wrong with it
 */
export function fromAws(entry: unknown): ListedObject {
  const { Key, Size, LastModified, ETag, StorageClass } = asRecord(entry)
  return toObject({
    key: Key,
    size: Size,
    lastModified: LastModified,
    etag: ETag,
    storageClass: StorageClass,
  })
}

/**
 * Reads an entry of `rclone lsjson`; a hash of the content that it states stands for the ETag.
 *
 * @returns undefined for a directory
 * @throws Error that says what is wrong with it
 */
export function fromRclone(entry: unknown): ListedObject | undefined {
  const { Path, Size, ModTime, IsDir, Tier, Hashes } = asRecord(entry)
  if (IsDir === true) return undefined
  const md5 = typeof Hashes === 'object' && Hashes !== null ? asRecord(Hashes)['md5'] : null
  return toObject({ key: Path, size: Size, lastModified: ModTime, etag: md5, storageClass: Tier })
}

function toObject({ key, size, lastModified, etag, storageClass }: Fields): ListedObject {
  if (typeof key !== 'string' || key === '') throw new Error('has no key')
  if (!key.isWellFormed()) throw new Error('has a key with half a surrogate pair')
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw new Error(`has the size ${JSON.stringify(size) ?? 'nothing'}, which is not a whole number of bytes`)
  return {
    key,
    size,
    lastModified: toDate(lastModified),
    etag: toText(etag)?.replaceAll('"', '') ?? null,
    storageClass: toText(storageClass),
  }
}

function toDate(value: unknown): Date | null {
  const text = toText(value)
  if (text === null) return null
  const date = new Date(text)
  if (Number.isNaN(date.getTime()))
    throw new Error(`has the date ${JSON.stringify(text.slice(0, 40))}, which is none`)
  return date
}

function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('is not an object')
  return value as Record<string, unknown>
}

/** @returns the columns of the table listed_object */
export function storedColumns(bucket: string, objects: readonly ListedObject[], listedAt: Date): Cell[][] {
  return [
    objects.map(() => bucket),
    objects.map(({ key }) => key),
    objects.map(({ size }) => size),
    objects.map(({ lastModified }) => lastModified),
    objects.map(({ etag }) => etag),
    objects.map(({ storageClass }) => storageClass),
    objects.map(() => listedAt),
  ]
}
