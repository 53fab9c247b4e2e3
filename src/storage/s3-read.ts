import type { Readable } from 'node:stream'
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3'
import { messageOf } from '../vocabulary/failure.ts'
import { digestContent } from './content-digest.ts'
import type { Algorithm, Content, ReadAnswer, ReadRequest } from './object-store.ts'
import { readError } from './s3-error.ts'
import { withoutPause } from './without-pause.ts'

/** The SDK repeats a request that was not answered, but not one whose body breaks off: that is done here. */
const MORE_ATTEMPTS = 3

/**
 * Reads an object of S3 to its end. A body that breaks off, or is shorter than it was announced, is read anew
 * from its beginning; when that does not help it is an error and never a short object.
 *
 * @param idle milliseconds that may pass without a byte
 */
export async function readS3(
  client: S3Client,
  bucket: string,
  key: string,
  { algorithms, versionId, signal }: ReadRequest,
  idle: number,
): Promise<ReadAnswer> {
  const command = { Bucket: bucket, Key: key, VersionId: versionId }
  for (let left = MORE_ATTEMPTS; ; left--) {
    let answered: GetObjectCommandOutput
    try {
      answered = await client.send(new GetObjectCommand(command), { abortSignal: signal })
    } catch (error) {
      return readError(error)
    }
    try {
      return { answer: 'found', ...(await readWhole(answered, algorithms, idle)) }
    } catch (error) {
      if (left === 0 || signal.aborted)
        return { answer: 'error', error: `its content broke off: ${messageOf(error)}` }
    }
  }
}

async function readWhole(
  { Body, ContentLength }: GetObjectCommandOutput,
  algorithms: readonly Algorithm[],
  idle: number,
): Promise<Content> {
  if (ContentLength === undefined)
    throw new Error('an answer without a length, which tells no end from a break')
  const content = await digestContent(withoutPause(Body as Readable, idle), algorithms)
  if (content.size !== ContentLength) throw new Error(`${content.size} bytes of ${ContentLength}`)
  return content
}
