import { S3ServiceException } from '@aws-sdk/client-s3'
import { certificateAdvice } from '../vocabulary/certificate.ts'
import { messageOf } from '../vocabulary/failure.ts'
import type { HeadAnswer, ReadAnswer, StoreCheck, VersionsAnswer } from './object-store.ts'

/**
 * @returns code and status of an S3 error on one line, such as `AccessDenied (403)`; never a URL or a signature. Where the
 *   SDK's parser speaks of its own inner life, only what is wrong with the answer
 */
export function describeS3Error(error: unknown): string {
  if (!(error instanceof S3ServiceException)) return describeAnswer(messageOf(error))
  const status = error.$metadata.httpStatusCode
  const name = error.name === 'Unknown' || error.name === 'UnknownError' ? 'no error code' : error.name
  return status === undefined ? name : `${name} (${status})`
}

function describeAnswer(message: string): string {
  const what = /XML parse error: (.*?)\.? Deserialization error/s.exec(message)?.[1]
  return what === undefined ? message : `storage sent an answer that is no whole XML: ${what}`
}

/** @returns the error of a listing in the words of S3 */
export function listingError(error: unknown): unknown {
  const told = describeS3Error(error)
  return told === messageOf(error) ? error : new Error(told, { cause: error })
}

/**
 * What an error on HeadObject means. 404 alone is "not found"; a 403 may be an absent key when ListBucket is
 * not granted (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html), so it proves nothing.
 */
export function headError(error: unknown, key: string): HeadAnswer {
  if (statusOf(error) === 404 || isTooLong(error, key)) return { answer: 'absent' }
  return refusal(error)
}

/**
 * Is a key refused because S3 cannot hold one of its length (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html)?
 * Then nothing is there. Spellings of long keys, and keys of copies with something before them, may be so long.
 */
function isTooLong(error: unknown, key: string): boolean {
  return statusOf(error) === 400 && Buffer.byteLength(key) > MAX_KEY_BYTES
}

const MAX_KEY_BYTES = 1024

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
}

/**
 * What an error on GetObject means. Unlike HEAD's its answer has a body, so "not found" must say what was not
 * found: a bucket that is gone is no missing object.
 */
export function readError(error: unknown): Exclude<ReadAnswer, { answer: 'found' }> {
  if (!(error instanceof S3ServiceException)) return { answer: 'error', error: messageOf(error) }
  if (error.name === 'NoSuchKey' || error.name === 'NoSuchVersion') return { answer: 'absent' }
  if (error.name === 'InvalidObjectState') return { answer: 'archived' }
  return refusal(error)
}

/** What an error on ListObjectVersions means. */
export function versionsError(error: unknown, key: string): VersionsAnswer {
  const { name } = error as Error
  if (isTooLong(error, key)) return { answer: 'listed', versions: [] }
  if (name === 'NotImplemented' || name === 'MethodNotAllowed') return { answer: 'unsupported' }
  return refusal(error)
}

function refusal(error: unknown): { answer: 'forbidden' | 'error'; error: string } {
  return { answer: statusOf(error) === 403 ? 'forbidden' : 'error', error: describeS3Error(error) }
}

/** What an error on the bucket itself means, and what the reader can do about it. */
export function bucketError(error: unknown): StoreCheck {
  const advice =
    error instanceof S3ServiceException
      ? (adviceFor[error.name] ?? ELSE)
      : (certificateAdvice(error) ?? UNREACHABLE)
  return { ok: false, error: describeS3Error(error), advice }
}

const UNREACHABLE =
  'check the endpoint (host, port, https) and that this machine can reach it; credentials must be in the environment or a profile'
const ELSE = 'ask the host of the storage; --resume goes on when it answers again'
const KEYS =
  'check the access key and its secret (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, a profile, or the configuration)'

const adviceFor: Record<string, string> = {
  NoSuchBucket:
    'check the name of the bucket; if it is right, the bucket itself is gone: ask the host of the storage',
  InvalidAccessKeyId: KEYS,
  SignatureDoesNotMatch: KEYS,
  AccessDenied:
    'the credentials are known, but may not list this bucket: grant s3:ListBucket and s3:GetObject',
  PermanentRedirect: 'the bucket is in another region: set region',
  AuthorizationHeaderMalformed: 'the bucket is in another region: set region',
  RequestTimeTooSkewed: "this machine's clock is wrong: set it",
}
