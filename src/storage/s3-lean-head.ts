import { HeadObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { extendedEncodeURIComponent, type HttpRequest, type HttpResponse } from '@smithy/core/protocols'
import type { HeaderBag } from '@smithy/types'
import { restoredOf, statedFingerprints } from './fingerprint.ts'
import type { HeadAnswer } from './object-store.ts'
import { type PreparedRequest, prepareRequest, sendPrepared } from './s3-prepared.ts'

type Prepared = PreparedRequest & { folder: string }

const KEY = 'key'
/** A 403 from a server whose clock is as far from ours (ms) may be about the time: the SDK corrects it from 4 minutes. */
const SKEW = 4 * 60_000

/**
 * HEAD at a fifth of what a command of the SDK costs: the SDK prepares one request (endpoint, addressing, headers),
 * and that one is sent for every key, signed by the SDK's signer with its credentials and its clock, by its HTTP
 * handler. Only what can be read in one way is read here.
 */
export class LeanHead {
  readonly #client: S3Client
  readonly #bucket: string
  #prepared: Promise<Prepared | undefined> | undefined

  constructor(client: S3Client, bucket: string) {
    this.#client = client
    this.#bucket = bucket
  }

  /**
   * Makes one attempt.
   *
   * @returns undefined when the SDK must be asked: the answer, or how it is to be signed, is not the plain case
   * @throws S3ServiceException for a 429 or 5xx, and what the HTTP handler throws
   */
  async ask(
    key: string,
    versionId: string | undefined,
    signal: AbortSignal,
  ): Promise<HeadAnswer | undefined> {
    this.#prepared ??= prepare(this.#client, this.#bucket)
    const prepared = await this.#prepared.catch(() => undefined)
    if (prepared === undefined) return undefined
    const request = {
      ...prepared.request,
      path: prepared.folder + key.split('/').map(extendedEncodeURIComponent).join('/'),
      query: versionId === undefined ? prepared.request.query : { ...prepared.request.query, versionId },
    }
    const response = await sendPrepared(this.#client, prepared, request as HttpRequest, signal)
    response.body?.resume?.() // it has no body, but its connection is free only once that was seen
    return readPlain(response, Date.now() + this.#client.config.systemClockOffset)
  }
}

async function prepare(client: S3Client, bucket: string): Promise<Prepared | undefined> {
  const command = new HeadObjectCommand({ Bucket: bucket, Key: KEY, ChecksumMode: 'ENABLED' })
  const prepared = await prepareRequest(client, command)
  if (prepared?.request.path.endsWith(`/${KEY}`) !== true) return undefined
  return { ...prepared, folder: prepared.request.path.slice(0, -KEY.length) }
}

function readPlain({ statusCode, headers }: HttpResponse, now: number): HeadAnswer | undefined {
  if (statusCode === 200) return readFound(headers)
  if (statusCode === 404) return { answer: 'absent' }
  if (statusCode === 403 && Math.abs(Date.parse(headers['date'] ?? '') - now) < SKEW)
    return { answer: 'forbidden', error: 'no error code (403)' }
  if (statusCode !== 429 && statusCode < 500) return undefined
  throw new S3ServiceException({
    name: 'UnknownError',
    $fault: 'server',
    $metadata: { httpStatusCode: statusCode },
  })
}

/** @returns undefined when a size or a date is not written as it should be */
function readFound(headers: HeaderBag): HeadAnswer | undefined {
  const size = headers['content-length'] ?? ''
  const modified = headers['last-modified']
  const lastModified = modified === undefined ? null : new Date(modified)
  if (!/^\d{1,15}$/.test(size) || Number.isNaN(lastModified?.getTime())) return undefined
  return {
    answer: 'found',
    size: Number(size),
    lastModified,
    etag: headers['etag']?.replaceAll('"', '') ?? null,
    storageClass: headers['x-amz-storage-class'] ?? null,
    restored: restoredOf(headers['x-amz-restore']),
    fingerprints: statedFingerprints({
      ETag: headers['etag'],
      ServerSideEncryption: headers['x-amz-server-side-encryption'] as never,
      SSECustomerAlgorithm: headers['x-amz-server-side-encryption-customer-algorithm'],
      ChecksumSHA1: headers['x-amz-checksum-sha1'],
      ChecksumSHA256: headers['x-amz-checksum-sha256'],
      ChecksumType: headers['x-amz-checksum-type'] as never,
    }),
  }
}
