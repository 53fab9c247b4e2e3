import { createHash } from 'node:crypto'
import type { S3InventoryConfig } from '../../config/inventory-source.ts'
import type { S3StoreConfig } from '../../config/schema.ts'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure } from '../../vocabulary/failure.ts'
import { openLocalPlace } from './local-place.ts'
import { type Manifest, type ManifestFile, parseManifest } from './manifest.ts'
import type { ManifestPlace } from './manifest-place.ts'
import { openS3Place } from './s3-place.ts'

/** An S3 Inventory whose manifest was read and is sound. */
export type S3Inventory = {
  manifest: Manifest
  /** How messages name its manifest. */
  name: string
  /**
   * Makes one of its data files readable on this machine, and checks its MD5.
   *
   * @param target where it is put when it has to be fetched; the caller removes what is there
   * @returns its path
   * @throws Failure (2) when it is not there or not the file that the manifest names, (4) when it cannot be had
   */
  dataFile(file: ManifestFile, target: string): Promise<string>
  close(): void
}

/**
 * Opens an S3 Inventory, on S3 or copied to this machine, and reads its manifest.
 *
 * @throws Failure (2) when there is none, its checksum does not fit, or it lists another bucket; (4) when the place
 *   does not answer
 */
export async function openS3Inventory(
  store: S3StoreConfig,
  { manifest: location }: S3InventoryConfig,
  signal: AbortSignal,
): Promise<S3Inventory> {
  const place = location.startsWith('s3://')
    ? openS3Place(store, location, signal)
    : openLocalPlace(location, signal)
  try {
    const path = await findManifest(place)
    const manifest = await readManifest(place, path)
    if (manifest.sourceBucket !== store.bucket)
      throw new Failure(
        EXIT.usage,
        `${place.describe(path)} is the inventory of the bucket ${JSON.stringify(manifest.sourceBucket)}, not of ${store.bucket}`,
        `name the inventory of ${store.bucket}`,
      )
    return {
      manifest,
      name: place.describe(path),
      dataFile: (file, target) => checkedFile(place, path, file, target),
      close: () => place.close(),
    }
  } catch (error) {
    place.close()
    throw error
  }
}

/** A delivery lies in a folder named by its time, `YYYY-MM-DDTHH-MMZ`; its manifest and checksum come last. */
async function findManifest(place: ManifestPlace): Promise<string> {
  if ('manifest' in place.start) return place.start.manifest
  const { folder } = place.start
  const below = (name: string) => (folder === '' ? name : `${folder}/${name}`)
  const names = await place.list(folder)
  if (names.includes('manifest.json')) return below('manifest.json')
  const dated = names.filter((name) => /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}Z\/$/.test(name)).sort()
  for (const delivery of dated.reverse()) {
    const files = await place.list(below(delivery.slice(0, -1)))
    if (files.includes('manifest.json') && files.includes('manifest.checksum'))
      return below(`${delivery}manifest.json`)
  }
  throw new Failure(
    EXIT.usage,
    `there is no inventory in ${place.describe(folder)}: neither a manifest.json nor a dated folder (2026-01-31T01-00Z) with one`,
    'name a manifest.json, or the folder that holds the dated folders: s3://bucket/prefix/source-bucket/inventory-id/',
  )
}

async function readManifest(place: ManifestPlace, path: string): Promise<Manifest> {
  const content = await place.read(path)
  const stated = await place.read(path.replace(/[^/]+$/, 'manifest.checksum'))
  const md5 = createHash('md5').update(content).digest('hex')
  if (stated.toString('utf8').trim().toLowerCase() !== md5)
    throw new Failure(
      EXIT.usage,
      `${place.describe(path)} is not as S3 wrote it: its MD5 is not the one in manifest.checksum`,
      'fetch manifest.json and manifest.checksum again, both from the same delivery',
    )
  return parseManifest(content.toString('utf8'), place.describe(path))
}

async function checkedFile(
  place: ManifestPlace,
  manifest: string,
  file: ManifestFile,
  target: string,
): Promise<string> {
  const { path, md5 } = await place.fetch(manifest, file, target)
  if (md5 === file.md5) return path
  throw new Failure(
    EXIT.usage,
    `the data file ${file.key} of the inventory is not as S3 wrote it: its MD5 is ${md5}, and the manifest says ${file.md5}`,
    'fetch it again; if it stays so, use another delivery or list live',
  )
}
