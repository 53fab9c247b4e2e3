import type { ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import type { KeyRange } from './range.ts'

export type PendingRange = KeyRange & { lastKey: string | null }

/**
 * Makes ready for `--resume`: what was listed too long ago or wrongly is forgotten, and what cannot be gone on with
 * (a store that lists in no order) starts over.
 *
 * @param live the stores that are listed live: what another source told is not forgotten
 */
export async function forgetStaleRanges(run: Run, live: readonly ObjectStore[]): Promise<void> {
  const oldest = new Date(Date.now() - run.config.resume.max_age_hours * 3_600_000).toISOString()
  const belied = await beliedBuckets(run)
  await run.store.transaction(async (writer) => {
    await writer.run(
      `create or replace temp table stale as
       select range_id from listing_range
       where list_contains($live::varchar[], bucket)
         and (finished_at < $oldest::timestamptz
           or (list_contains($unordered::varchar[], bucket)
               and bucket in (select bucket from listing_range where state <> 'done'))
           or list_contains($belied::varchar[], bucket))`,
      {
        oldest,
        live: names(live),
        unordered: names(live.filter((store) => !store.byteOrdered)),
        belied: JSON.stringify(belied),
      },
    )
    await writer.run('delete from listed_slice where range_id in (select range_id from stale)')
    await writer.run(
      `delete from listing_range where state = 'unreadable' and range_id in (select range_id from stale)`,
    )
    await writer.run(
      `update listing_range set state = 'pending', last_key = null, keys = 0, error = null, finished_at = null
       where range_id in (select range_id from stale)`,
    )
  })
}

/** @returns the buckets of which recovery, where an earlier run came so far, found that their listing was wrong */
async function beliedBuckets(run: Run): Promise<string[]> {
  if ((await run.store.count(`select 1 from duckdb_tables() where table_name = 'belied_listing'`)) === 0)
    return []
  const rows = await run.store.rows<{ bucket: string }>('select distinct bucket from belied_listing')
  return rows.map(({ bucket }) => bucket)
}

function names(stores: readonly ObjectStore[]): string {
  return JSON.stringify(stores.map(({ bucket }) => bucket))
}

/** @returns the ranges that are not done, each with the last key that it has */
export function unfinishedRanges(run: Run): Promise<PendingRange[]> {
  return run.store.rows<PendingRange>(
    `select range_id as id, bucket, prefix, after, up_to as "upTo", last_key as "lastKey"
     from listing_range where state in ('pending', 'failed') order by range_id`,
  )
}
