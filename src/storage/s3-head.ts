import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { restoredOf, statedFingerprints } from './fingerprint.ts'
import type { Gate } from './gate.ts'
import type { HeadAnswer } from './object-store.ts'
import { patiently } from './patience.ts'
import { headError } from './s3-error.ts'
import { LeanHead } from './s3-lean-head.ts'

/** An object of a bucket, or an older version of it. */
export type Named = { bucket: string; key: string; versionId: string | undefined }

/**
 * Asks for objects by name. Nearly every answer is a plain 200 or 404, which the lean way reads; whatever else comes
 * is asked again through the SDK, which knows about redirects, clocks and credentials.
 *
 * @param client one whose every attempt goes through the gate
 */
export function openHead(client: S3Client, bucket: string, gate: Gate) {
  const lean = new LeanHead(client, bucket)
  return async (key: string, signal: AbortSignal, versionId?: string): Promise<HeadAnswer> => {
    if (key === '') return { answer: 'error', error: 'an empty key' } // asking for it would ask for the bucket
    try {
      const plain = await patiently(
        () => gate.attempt(() => lean.ask(key, versionId, signal), signal),
        signal,
      )
      return plain ?? (await headBySdk(client, { bucket, key, versionId }, signal))
    } catch (error) {
      return headError(error, key)
    }
  }
}

/** @throws the SDK's error for what is no 200 */
export async function headBySdk(client: S3Client, name: Named, signal: AbortSignal): Promise<HeadAnswer> {
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
}
