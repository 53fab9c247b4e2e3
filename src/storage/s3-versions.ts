import {
  type DeleteMarkerEntry,
  ListObjectVersionsCommand,
  type S3Client,
  type ObjectVersion as S3ObjectVersion,
} from '@aws-sdk/client-s3'
import { decodeKey } from './listing/listed-text.ts'
import type { ObjectVersion, VersionsAnswer } from './object-store.ts'
import { versionsError } from './s3-error.ts'

/** Longer keys with the same beginning follow in the listing, so that a page is not asked to be a large one. */
const VERSIONS_PER_PAGE = 100

/**
 * Lists the versions and delete markers of one key with ListObjectVersions, which knows prefixes only: what
 * belongs to longer keys is left out, and pages are asked for only while they are about the key itself.
 */
export async function listVersions(
  client: S3Client,
  bucket: string,
  key: string,
  signal: AbortSignal,
): Promise<VersionsAnswer> {
  const versions: ObjectVersion[] = []
  let marker: { KeyMarker: string; VersionIdMarker: string | undefined } | undefined
  try {
    do {
      const page = await client.send(
        new ListObjectVersionsCommand({
          Bucket: bucket,
          Prefix: key,
          EncodingType: 'url',
          MaxKeys: VERSIONS_PER_PAGE,
          ...marker,
        }),
        { abortSignal: signal },
      )
      const keyOf = (text = '') => (page.EncodingType === 'url' ? decodeKey(text) : text)
      const isOurs = ({ Key }: { Key?: string | undefined }) => keyOf(Key) === key
      const { Versions = [], DeleteMarkers = [] } = page
      versions.push(...Versions.filter(isOurs).map(asVersion), ...DeleteMarkers.filter(isOurs).map(asMarker))
      const goesOn = page.IsTruncated === true && [...Versions, ...DeleteMarkers].every(isOurs)
      if (goesOn && page.NextVersionIdMarker === undefined)
        return { answer: 'error', error: 'a truncated page of versions without a marker to go on from' }
      marker = goesOn ? { KeyMarker: key, VersionIdMarker: page.NextVersionIdMarker } : undefined
    } while (marker !== undefined)
  } catch (error) {
    return versionsError(error, key)
  }
  return { answer: 'listed', versions: versions.sort(newestFirst) }
}

function asVersion(version: S3ObjectVersion): ObjectVersion {
  return {
    ...asMarker(version),
    size: version.Size ?? null,
    etag: version.ETag?.replaceAll('"', '') ?? null,
    deleteMarker: false,
    storageClass: version.StorageClass ?? null,
  }
}

function asMarker(marker: DeleteMarkerEntry): ObjectVersion {
  return {
    versionId: marker.VersionId ?? 'null',
    size: null,
    etag: null,
    lastModified: marker.LastModified ?? null,
    isLatest: marker.IsLatest === true,
    deleteMarker: true,
    storageClass: null,
  }
}

/** The SDK gives versions and markers apart; each of the two lists is in order already. */
function newestFirst(a: ObjectVersion, b: ObjectVersion): number {
  const latest = Number(b.isLatest) - Number(a.isLatest)
  return latest || (b.lastModified?.getTime() ?? 0) - (a.lastModified?.getTime() ?? 0)
}
