import { HeadObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import type { S3StoreConfig } from '../config/schema.ts'
import { restoredOf, statedFingerprints } from './fingerprint.ts'
import type { HeadAnswer, ObjectStore, StoreCheck } from './object-store.ts'
import { openS3Client } from './s3-client.ts'
import { watchClock } from './s3-clock.ts'
import { bucketError, headError } from './s3-error.ts'
import { listS3 } from './s3-list.ts'
import { readS3 } from './s3-read.ts'
import { listVersions } from './s3-versions.ts'

/** Opens a bucket of any S3-compatible store. Nothing is asked of it yet. */
export function openS3Store(store: S3StoreConfig, sockets: number): ObjectStore {
  const client = openS3Client(store, sockets)
  return {
    bucket: store.bucket,
    byteOrdered: 'byte_ordered' in store ? store.byte_ordered : true,
    prefixes: 'prefixes' in store && store.prefixes.length > 0 ? store.prefixes : [''],
    list: (request) => listS3(client, store.bucket, request),
    head: (key, signal, versionId) => head(client, { bucket: store.bucket, key, versionId }, signal),
    read: (key, request) => readS3(client, store.bucket, key, request, store.timeout_seconds * 1000),
    versions: (key, signal) => listVersions(client, store.bucket, key, signal),
    check: (signal) => check(client, store.bucket, signal),
    close: () => client.destroy(),
  }
}

type Named = { bucket: string; key: string; versionId: string | undefined }

async function head(client: S3Client, name: Named, signal: AbortSignal): Promise<HeadAnswer> {
  try {
    const found = await client.send(
      new HeadObjectCommand({
        Bucket: name.bucket,
        Key: name.key,
        VersionId: name.versionId,
        ChecksumMode: 'ENABLED',
      }),
      { abortSignal: signal },
    )
    if (found.ContentLength === undefined) return { answer: 'error', error: 'an answer without a size' }
    return {
      answer: 'found',
      size: found.ContentLength,
      lastModified: found.LastModified ?? null,
      etag: found.ETag?.replaceAll('"', '') ?? null,
      storageClass: found.StorageClass ?? null,
      restored: restoredOf(found.Restore),
      fingerprints: statedFingerprints(found),
    }
  } catch (error) {
    return headError(error, name.key)
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
