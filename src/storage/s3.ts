import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import type { S3StoreConfig } from '../config/schema.ts'
import { Gate } from './gate.ts'
import type { ObjectStore, StoreCheck } from './object-store.ts'
import { openGatedClient, openS3Client } from './s3-client.ts'
import { watchClock } from './s3-clock.ts'
import { bucketError } from './s3-error.ts'
import { openHead } from './s3-head.ts'
import { listS3, listS3Packed } from './s3-list.ts'
import { readS3 } from './s3-read.ts'
import { listVersions } from './s3-versions.ts'

/**
 * Opens a bucket of any S3-compatible store. Nothing is asked of it yet.
 *
 * @param sockets how many requests may be under way at once
 * @param gate what goes for single objects: all that is asked of them by name goes through it
 */
export function openS3Store(
  store: S3StoreConfig,
  sockets: number,
  gate: Gate = new Gate({ most: sockets }),
): ObjectStore {
  const client = openS3Client(store, sockets)
  const gated = openGatedClient(store, sockets, gate, client)
  const listing = { client, bucket: store.bucket, idle: store.timeout_seconds * 1000 }
  return {
    bucket: store.bucket,
    byteOrdered: 'byte_ordered' in store ? store.byte_ordered : true,
    prefixes: 'prefixes' in store && store.prefixes.length > 0 ? store.prefixes : [''],
    list: (request) => listS3(listing, request),
    listPacked: (request) => listS3Packed(listing, request),
    head: openHead(gated, store.bucket, gate),
    read: (key, request) => readS3(gated, store.bucket, key, request, store.timeout_seconds * 1000),
    versions: (key, signal) => listVersions(gated, store.bucket, key, signal),
    check: (signal) => check(client, store.bucket, signal),
    close: () => {
      client.destroy()
      gated.destroy()
    },
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
