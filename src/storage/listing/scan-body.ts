import type { Readable } from 'node:stream'
import type { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { withoutPause } from '../without-pause.ts'
import { type ScannedListing, scanListing } from './scan.ts'

/** What the SDK is given to parse in place of a body that was read already. */
const NOTHING_MORE = Buffer.from('<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>')

/**
 * Has the body of the answer to a command scanned before the SDK parses it, within the SDK's retries: a body that
 * breaks off is asked for again. Answers that are not plain listings, errors among them, go on to the SDK as they came.
 *
 * @param idle milliseconds that may pass without a byte
 * @returns an object that has `listing` once an answer was scanned whole
 */
export function scanBodyOf(command: ListObjectsV2Command, idle: number): { listing?: ScannedListing } {
  const scanned: { listing?: ScannedListing } = {}
  command.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args)
      const { response } = answer
      if (!isSuccess(response)) return answer
      const body = await collect(response.body, idle)
      const listing = scanListing(body)
      if (listing !== undefined) scanned.listing = listing
      response.body = listing === undefined ? body : NOTHING_MORE
      return answer
    },
    { step: 'deserialize', priority: 'low', name: 'scanListing' },
  )
  return scanned
}

type Body = Readable | Uint8Array

function isSuccess(response: unknown): response is { statusCode: 200; body: Body } {
  return (
    typeof response === 'object' &&
    response !== null &&
    'statusCode' in response &&
    response.statusCode === 200
  )
}

async function collect(body: Body, idle: number): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const chunks: Uint8Array[] = []
  for await (const chunk of withoutPause(body, idle)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
