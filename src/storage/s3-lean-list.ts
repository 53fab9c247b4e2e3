import type { Readable } from 'node:stream'
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols'
import { BodyBuffer } from './listing/body-buffer.ts'
import { PlainPageReader } from './listing/plain-page.ts'
import { type ScannedListing, scanListing } from './listing/scan.ts'
import type { ListedPage, PackedPage } from './object-store.ts'
import { type PreparedRequest, prepareRequest, sendPrepared } from './s3-prepared.ts'

/** The parameters of ListObjectsV2 in which one page of a listing differs from another. */
export type PageParameters = { prefix: string } & ({ after: string } | { token: string })

/** What an attempt gave when no page was read of it: the SDK is told of it as if the attempt had been its own. */
export type Attempt = { response: HttpResponse } | { error: unknown }

/**
 * One listing at a fraction of what the SDK's commands cost: the SDK prepares one request, which is sent with the
 * parameters of each page. A plain page is packed, any other is scanned; whatever is no listing is the SDK's to judge.
 * A listing's bodies come one after the other, into the same memory.
 */
export class LeanListing {
  readonly #client: S3Client
  readonly #bucket: string
  readonly #idle: number
  readonly #body = new BodyBuffer()
  readonly #reader = new PlainPageReader()
  #prepared: Promise<PreparedRequest | undefined> | undefined

  /** @param idle milliseconds that may pass without a byte */
  constructor(client: S3Client, bucket: string, idle: number) {
    this.#client = client
    this.#bucket = bucket
    this.#idle = idle
  }

  /**
   * Makes one attempt. Never throws.
   *
   * @returns undefined when no attempt could be made in this way
   */
  async ask(
    parameters: PageParameters,
    signal: AbortSignal,
  ): Promise<ScannedListing<ListedPage | PackedPage> | Attempt | undefined> {
    this.#prepared ??= this.#prepare()
    const prepared = await this.#prepared.catch(() => undefined)
    if (prepared === undefined) return undefined
    try {
      const query = { ...prepared.request.query, ...queryOf(parameters) }
      const request = { ...prepared.request, query } as HttpRequest
      const response = await sendPrepared(this.#client, prepared, request, signal)
      if (response.statusCode !== 200) return { response }
      await this.#body.fill(response.body as Readable, this.#idle)
      const listing = this.#reader.read(this.#body) ?? scanListing(this.#body.whole())
      return listing ?? { response: new HttpResponse({ ...response, body: Buffer.from(this.#body.whole()) }) }
    } catch (error) {
      return { error }
    }
  }

  #prepare(): Promise<PreparedRequest | undefined> {
    return prepareRequest(
      this.#client,
      new ListObjectsV2Command({ Bucket: this.#bucket, EncodingType: 'url' }),
    )
  }
}

function queryOf(parameters: PageParameters): Record<string, string> {
  const query: Record<string, string> = {}
  if (parameters.prefix !== '') query['prefix'] = parameters.prefix
  if ('token' in parameters) query['continuation-token'] = parameters.token
  else if (parameters.after !== '') query['start-after'] = parameters.after
  return query
}
