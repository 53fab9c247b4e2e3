import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { S3InventoryConfig } from '../../config/inventory-source.ts'
import type { S3StoreConfig } from '../../config/schema.ts'
import { refuseUnfitTime } from '../../preflight/inventory-time.ts'
import type { ManifestFile } from '../../storage/inventory/manifest.ts'
import { openS3Inventory, type S3Inventory } from '../../storage/inventory/s3-inventory.ts'
import { findColumns } from '../../storage/inventory/table-columns.ts'
import type { Run } from '../../store/run.ts'
import { parquetColumns, stageTable } from './table-rows.ts'

/**
 * Keeps what an S3 Inventory lists of a bucket, data file by data file; one that has to be fetched lies in the run's
 * folder while it is read.
 *
 * @returns when the inventory was begun, as its manifest says
 * @throws Failure (2) when it cannot be used, (4) when the place where it lies does not answer
 */
export async function stageS3Inventory(
  run: Run & { folder: string },
  store: S3StoreConfig,
  source: S3InventoryConfig,
): Promise<Date> {
  const inventory = await openS3Inventory(store, source, run.signal)
  const { takenAt, files } = inventory.manifest
  const fetched = join(run.folder, 'inventory.part')
  try {
    refuseUnfitTime(inventory.name, takenAt, source.max_age_hours, run.config.incident)
    for (const [i, file] of files.entries()) {
      run.signal.throwIfAborted()
      await stageDataFile(run, store.bucket, inventory, file, fetched)
      run.journal.progress(i + 1, files.length, 'data files')
    }
    return takenAt
  } finally {
    rmSync(fetched, { force: true })
    inventory.close()
  }
}

async function stageDataFile(
  run: Run,
  bucket: string,
  inventory: S3Inventory,
  file: ManifestFile,
  target: string,
): Promise<void> {
  const { format, takenAt, ...manifest } = inventory.manifest
  const name = `the data file ${file.key} of the inventory`
  const path = await inventory.dataFile(file, target)
  const names = format === 'csv' ? manifest.names : await parquetColumns(run, path, name)
  const columns = findColumns(names, {}, name)
  const gzipped = format === 'csv' && file.key.endsWith('.gz')
  const spelling = { header: false, gzipped, encoded: format === 'csv', keyPrefix: '' }
  await stageTable(run, bucket, { path, name, format, names, columns, takenAt, ...spelling })
}
