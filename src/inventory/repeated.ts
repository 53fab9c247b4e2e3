import { bucketOf } from '../config/schema.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'

/**
 * Looks for keys that a store without an order listed twice; in one with an order the walk itself meets them. Such a
 * listing is not to be believed: one row of each key stays, and the bucket's ranges count as failed, so that nothing is
 * called absent by it.
 *
 * @param live the stores that are listed live
 */
export async function distrustRepeatedKeys(run: Run, live: readonly ObjectStore[]): Promise<void> {
  const unordered = run.config.storage.primary
    .filter((store) => store.type === 's3' && !store.byte_ordered)
    .map(bucketOf)
  for (const { bucket } of live.filter((store) => unordered.includes(store.bucket))) {
    // Hashes take a tenth of the memory of keys, and few keys are left to be compared.
    const repeated = await run.store.count(
      `select object_key from stored_object
       where bucket = $bucket and hash(object_key) in (
         select hash(object_key) from stored_object where bucket = $bucket group by all having count(*) > 1)
       group by object_key having count(*) > 1`,
      { bucket },
    )
    if (repeated > 0) await distrust(run, bucket, `storage listed ${repeated} keys twice`)
  }
}

async function distrust(run: Run, bucket: string, error: string): Promise<void> {
  await run.store.transaction(async (writer) => {
    // Each object becomes a slice of its own: a separator that stands in no text of a slice stands in none of these.
    await writer.run(
      `create or replace temp table first_listed as
       select distinct on (keys) *
       from (
         select range_id, bucket, listed_at, separator, time_unit, storage_class,
           unnest(string_split(keys, separator)) as keys, unnest(string_split(sizes, separator)) as sizes,
           unnest(string_split(last_modified, separator)) as last_modified, unnest(string_split(etags, separator)) as etags,
           unnest(string_split(storage_classes, separator)) as storage_classes
         from listed_slice
         where bucket = $bucket)`,
      { bucket },
    )
    await writer.run('delete from listed_slice where bucket = $bucket', { bucket })
    await writer.run('insert into listed_slice by name select * from first_listed')
    await writer.run('drop table first_listed')
    await writer.run(`update listing_range set state = 'failed', error = $error where bucket = $bucket`, {
      bucket,
      error,
    })
  })
  run.journal.warn(
    `the listing of ${bucket} cannot be believed: ${error}; ask the host of the storage, and --resume lists it again`,
  )
}
