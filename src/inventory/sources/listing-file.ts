import type { ListingFileConfig } from '../../config/inventory-source.ts'
import { examineListingFile, refuseBrokenGzip } from '../../storage/inventory/listing-file.ts'
import { findColumns } from '../../storage/inventory/table-columns.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import type { Run } from '../../store/run.ts'
import { stageJsonListing } from './json-listing.ts'
import { parquetColumns, stageTable } from './table-rows.ts'

/**
 * Keeps what a listing file holds of a store.
 *
 * @param bucketName the S3 bucket that it must be of; undefined for a directory tree, which files name as they like
 * @returns when the listing was made
 * @throws Failure (2) when the file is not what it was said to be
 */
export async function stageListingFile(
  run: Run,
  store: ObjectStore,
  source: ListingFileConfig,
  bucketName: string | undefined,
): Promise<Date> {
  const takenAt = new Date(source.taken_at)
  const file = await examineListingFile(source)
  const { path, format, gzipped } = file
  if (format === 'aws' || format === 'rclone') {
    await stageJsonListing(run, store, source, file, bucketName)
    return takenAt
  }
  if (format === 'csv' && gzipped) await refuseBrokenGzip(file, run.signal)
  const name = `the listing ${path}`
  const names = format === 'csv' ? file.names : await parquetColumns(run, path, name)
  const columns = findColumns(names, source.columns, name)
  if (bucketName === undefined) columns.bucket = null
  const spelling = { header: true, gzipped, encoded: false, keyPrefix: source.key_prefix }
  await stageTable(run, store.bucket, { path, name, format, names, columns, takenAt, ...spelling })
  return takenAt
}
