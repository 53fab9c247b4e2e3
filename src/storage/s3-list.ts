import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3'
import { decodeKey, refuseSize, UnreadableListing } from './listing/listed-text.ts'
import type { ScannedListing } from './listing/scan.ts'
import { scanBodyOf } from './listing/scan-body.ts'
import type { ListedPage, ListRequest, PackedPage } from './object-store.ts'
import { listingError } from './s3-error.ts'
import { type Attempt, LeanListing, type PageParameters } from './s3-lean-list.ts'
import { TokenTrail } from './token-trail.ts'

/** Where and how long: of a listing all pages have that in common. */
export type Listing = { client: S3Client; bucket: string; idle: number }

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
export function listS3(listing: Listing, request: ListRequest): AsyncGenerator<ListedPage> {
  return followPages(request, (parameters) => askSdk(listing, parameters, request.signal))
}

/** The same with requests that cost less, and plain pages packed. What is not plain goes the way of `listS3`. */
export function listS3Packed(
  listing: Listing,
  request: ListRequest,
): AsyncGenerator<ListedPage | PackedPage> {
  const lean = new LeanListing(listing.client, listing.bucket, listing.idle)
  return followPages<ListedPage | PackedPage>(request, async (parameters) => {
    const answer = await lean.ask(parameters, request.signal)
    if (answer !== undefined && 'page' in answer) return answer
    return askSdk(listing, parameters, request.signal, answer)
  })
}

async function* followPages<Page extends ListedPage | PackedPage>(
  { prefix, after }: ListRequest,
  ask: (parameters: PageParameters) => Promise<ScannedListing<Page>>,
): AsyncGenerator<Page> {
  const trail = new TokenTrail()
  let token: string | undefined
  do {
    const { page, nextToken } = await ask(token === undefined ? { prefix, after } : { prefix, token })
    yield page
    token = nextToken
    trail.follow(token)
  } while (token !== undefined)
}

/** @param made an attempt that was made already: the first of those that are the SDK's to judge and to repeat */
async function askSdk(
  { client, bucket, idle }: Listing,
  parameters: PageParameters,
  signal: AbortSignal,
  made?: Attempt,
): Promise<ScannedListing> {
  const command = new ListObjectsV2Command({
    Bucket: bucket,
    Prefix: parameters.prefix || undefined,
    EncodingType: 'url',
    ...('token' in parameters
      ? { ContinuationToken: parameters.token }
      : { StartAfter: parameters.after || undefined }),
  })
  if (made !== undefined) replay(command, made)
  const scanned = scanBodyOf(command, idle)
  const parsed = await client.send(command, { abortSignal: signal }).catch((cause: unknown) => {
    throw listingError(cause)
  })
  return scanned.listing ?? { page: asPage(parsed), nextToken: nextTokenOf(parsed) }
}

/** Gives the SDK, in place of its first attempt, one that was made. */
function replay(command: ListObjectsV2Command, made: Attempt): void {
  let first: Attempt | undefined = made
  command.middlewareStack.add(
    (next) => (args) => {
      const attempt = first
      first = undefined
      if (attempt === undefined) return next(args)
      return 'response' in attempt
        ? Promise.resolve({ response: attempt.response } as never)
        : Promise.reject(attempt.error)
    },
    // Added before the scan, it is around that one: what was scanned already is not scanned again.
    { step: 'deserialize', priority: 'low', name: 'replayAttempt' },
  )
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
