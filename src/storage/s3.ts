import { HeadObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import type { S3StoreConfig } from '../config/schema.ts'
import type { HeadAnswer, ObjectStore, StoreCheck } from './object-store.ts'
import { openS3Client } from './s3-client.ts'
import { watchClock } from './s3-clock.ts'
import { bucketError, headError } from './s3-error.ts'
import { listS3 } from './s3-list.ts'

/** Opens a bucket of any S3-compatible store. Nothing is asked of it yet. */
export function openS3Store(store: S3StoreConfig, sockets: number): ObjectStore {
  const client = openS3Client(store, sockets)
  return {
    bucket: store.bucket,
    byteOrdered: 'byte_ordered' in store ? store.byte_ordered : true,
    prefixes: 'prefixes' in store && store.prefixes.length > 0 ? store.prefixes : [''],
    list: (request) => listS3(client, store.bucket, request),
    head: (key, signal) => head(client, store.bucket, key, signal),
    check: (signal) => check(client, store.bucket, signal),
    close: () => client.destroy(),
  }
}

async function head(client: S3Client, bucket: string, key: string, signal: AbortSignal): Promise<HeadAnswer> {
  try {
    const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), {
      abortSignal: signal,
    })
    if (found.ContentLength === undefined) return { answer: 'error', error: 'an answer without a size' }
    return {
      answer: 'found',
      size: found.ContentLength,
      lastModified: found.LastModified ?? null,
      etag: found.ETag?.replaceAll('"', '') ?? null,
    }
  } catch (error) {
    return headError(error)
  }
}

/** Lists one key: unlike HeadBucket, its error has a body that names it (NoSuchBucket, SignatureDoesNotMatch…). */
async function check(client: S3Client, bucket: string, signal: AbortSignal): Promise<StoreCheck> {
  const command = new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 })
  const clock = watchClock(command)
  try {
    await client.send(command, { abortSignal: signal })
    return { ok: true, ...clock }
  } catch (error) {
    return { ...bucketError(error), ...clock }
  }
}
