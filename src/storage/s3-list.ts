import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import type { ListedPage, ListRequest } from './object-store.ts'

/**
 * Lists a bucket with ListObjectsV2, page after page.
 *
 * Keys come URL-encoded (XML 1.0 has no way to write control characters) and are decoded here: `+` is a
 * space, as in forms, and `%2B` a plus. A server that does not say that it encoded them did not.
 *
 * @throws the SDK's error when a page cannot be had
 */
export async function* listS3(
  client: S3Client,
  bucket: string,
  request: ListRequest,
): AsyncGenerator<ListedPage> {
  let token: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: request.prefix || undefined,
        EncodingType: 'url',
        ...(token === undefined ? { StartAfter: request.after || undefined } : { ContinuationToken: token }),
      }),
      { abortSignal: request.signal },
    )
    const contents = page.Contents ?? []
    yield {
      keys: contents.map(({ Key = '' }) => (page.EncodingType === 'url' ? decodeKey(Key) : Key)),
      sizes: contents.map(({ Key, Size }) => sizeOf(Key, Size)),
      lastModified: contents.map((object) => object.LastModified ?? null),
      etags: contents.map((object) => object.ETag?.replaceAll('"', '') ?? null),
      storageClasses: contents.map((object) => object.StorageClass ?? null),
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined
    if (page.IsTruncated === true && token === undefined)
      throw new Error('a truncated page without a continuation token')
  } while (token !== undefined)
}

/** A size that is not told is not 0: that would make the object an empty one. */
function sizeOf(key: string | undefined, size: number | undefined): number {
  if (size === undefined) throw new Error(`a listed object without a size: ${JSON.stringify(key)}`)
  return size
}

/** Reads a key as `encoding-type=url` writes it. */
export function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

/**
 * Lists what lies directly below a prefix: the rest of the keys, and with a final slash the folders.
 *
 * @param prefix '' or a text that ends with a slash
 * @throws the SDK's error when a page cannot be had
 */
export async function listChildren(
  client: S3Client,
  bucket: string,
  prefix: string,
  signal: AbortSignal,
): Promise<string[]> {
  const names: string[] = []
  let token: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        EncodingType: 'url',
        ContinuationToken: token,
      }),
      { abortSignal: signal },
    )
    const found = [
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ].filter((key) => key !== undefined)
    names.push(
      ...found.map((key) => (page.EncodingType === 'url' ? decodeKey(key) : key).slice(prefix.length)),
    )
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined
  } while (token !== undefined)
  return names.filter((name) => name !== '')
}
