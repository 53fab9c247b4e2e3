import { bucketOf, type PrimaryStore } from '../../config/schema.ts'
import { refuseUnfitTime } from '../../preflight/inventory-time.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import type { Run } from '../../store/run.ts'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure } from '../../vocabulary/failure.ts'
import { stageListingFile } from './listing-file.ts'
import { stageS3Inventory } from './s3-inventory.ts'

/** @returns the stores whose inventory comes from elsewhere than a live listing */
export function sourcedStores(run: Run): PrimaryStore[] {
  return run.config.storage.primary.filter((store) => store.inventory !== undefined)
}

/**
 * Takes the inventory of each store that has one elsewhere. One that was read is kept on `--resume`; one that was
 * cut short is read again from its start. A place that does not answer leaves the keys of its store unestablished.
 *
 * @throws Failure (2) for an inventory that cannot be used
 */
export async function stageSources(
  run: Run & { folder: string },
  stores: readonly ObjectStore[],
): Promise<void> {
  for (const config of sourcedStores(run)) {
    const bucket = bucketOf(config)
    const store = stores.find((candidate) => candidate.bucket === bucket)
    if (store === undefined || (await isRead(run, bucket))) continue
    await forget(run, bucket)
    try {
      const takenAt = await stageSource(run, store, config)
      run.signal.throwIfAborted()
      await refuseRepeatedKey(run, bucket)
      await finish(run, bucket, takenAt)
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== EXIT.noSource) throw error
      await forget(run, bucket)
      await run.store.run(
        `update listing_range set state = 'failed', error = $error, finished_at = now() where bucket = $bucket`,
        { bucket, error: error.message },
      )
      run.journal.warn(`the inventory of ${bucket} could not be read: ${error.message}`)
    }
  }
}

async function stageSource(
  run: Run & { folder: string },
  store: ObjectStore,
  config: PrimaryStore,
): Promise<Date> {
  if (config.type === 's3' && config.inventory?.type === 's3-inventory')
    return await stageS3Inventory(run, config, config.inventory)
  if (config.inventory?.type !== 'file') throw new Error(`${store.bucket} has no inventory`)
  const { path, taken_at, max_age_hours } = config.inventory
  refuseUnfitTime(`the listing ${path}`, new Date(taken_at), max_age_hours, run.config.incident)
  return await stageListingFile(
    run,
    store,
    config.inventory,
    config.type === 's3' ? config.bucket : undefined,
  )
}

async function isRead(run: Run, bucket: string): Promise<boolean> {
  const { unfinished } = await run.store.row<{ unfinished: number }>(
    `select count(*) as unfinished from listing_range where bucket = $bucket and state <> 'done'`,
    { bucket },
  )
  return unfinished === 0
}

async function forget(run: Run, bucket: string): Promise<void> {
  await run.store.run('delete from listed_object where bucket = $bucket', { bucket })
}

/** A live listing gives each key once; a key given twice would be counted twice, and of two sizes none is right. */
async function refuseRepeatedKey(run: Run, bucket: string): Promise<void> {
  const [repeated] = await run.store.rows<{ object_key: string }>(
    `select object_key from listed_object where bucket = $bucket group by object_key having count(*) > 1 limit 1`,
    { bucket },
  )
  if (repeated === undefined) return
  throw new Failure(
    EXIT.usage,
    `the inventory of ${bucket} lists the key ${JSON.stringify(repeated.object_key)} more than once`,
    'make it again from one listing, without older versions',
  )
}

async function finish(run: Run, bucket: string, takenAt: Date): Promise<void> {
  await run.store.run(
    `update listing_range as r set state = 'done', error = null, finished_at = $takenAt::timestamptz,
       keys = (select count(*) from listed_object as o where o.bucket = r.bucket and starts_with(o.object_key, r.prefix))
     where bucket = $bucket`,
    { bucket, takenAt: takenAt.toISOString() },
  )
}
