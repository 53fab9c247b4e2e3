import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3'
import { decodeKey, refuseSize, UnreadableListing } from './listing/listed-text.ts'
import { scanBodyOf } from './listing/scan-body.ts'
import type { ListedPage, ListRequest } from './object-store.ts'
import { listingError } from './s3-error.ts'
import { TokenTrail } from './token-trail.ts'

/**
 * Lists a bucket with ListObjectsV2, page after page. The SDK signs, sends and retries; what comes back is scanned
 * once, and goes through the SDK's own parser only when it is not plain.
 *
 * Keys come URL-encoded (XML 1.0 has no way to write control characters). A server that does not say that it
 * encoded them did not.
 *
 * @param idle milliseconds that may pass without a byte
 * @throws an error that tells why a page cannot be had, UnreadableListing for one that cannot be read exactly, or when the
 *   pages lead back to one another
 */
export async function* listS3(
  client: S3Client,
  bucket: string,
  request: ListRequest,
  idle: number,
): AsyncGenerator<ListedPage> {
  const trail = new TokenTrail()
  let token: string | undefined
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: request.prefix || undefined,
      EncodingType: 'url',
      ...(token === undefined ? { StartAfter: request.after || undefined } : { ContinuationToken: token }),
    })
    const scanned = scanBodyOf(command, idle)
    const parsed = await client.send(command, { abortSignal: request.signal }).catch((cause: unknown) => {
      throw listingError(cause)
    })
    yield scanned.listing?.page ?? asPage(parsed)
    token = scanned.listing === undefined ? nextTokenOf(parsed) : scanned.listing.nextToken
    trail.follow(token)
  } while (token !== undefined)
}

function asPage(parsed: ListObjectsV2CommandOutput): ListedPage {
  const contents = parsed.Contents ?? []
  return {
    keys: contents.map(({ Key }) => keyOf(Key, parsed.EncodingType)),
    sizes: contents.map(({ Key, Size }) => sizeOf(Key, Size)),
    lastModified: contents.map((object) => object.LastModified?.getTime() ?? Number.NaN),
    etags: contents.map((object) => object.ETag?.replaceAll('"', '') ?? null),
    storageClasses: contents.map((object) => object.StorageClass ?? null),
  }
}

function nextTokenOf(parsed: ListObjectsV2CommandOutput): string | undefined {
  if (parsed.IsTruncated !== true) return undefined
  if (parsed.NextContinuationToken === undefined)
    throw new UnreadableListing('storage sent a truncated page without a continuation token')
  return parsed.NextContinuationToken
}

function keyOf(key: string | undefined, encoding: string | undefined): string {
  if (typeof key !== 'string' || key === '')
    throw new UnreadableListing('storage lists an object without a key, or with two')
  return encoding === 'url' ? decodeKey(key) : key
}

/** A size that is not told is not 0: that would make the object an empty one. */
function sizeOf(key: string | undefined, size: number | undefined): number {
  if (size === undefined)
    throw new UnreadableListing(`storage lists an object without a size: ${JSON.stringify(key)}`)
  return Number.isSafeInteger(size) && size >= 0 ? size : refuseSize(String(size))
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
