import type { RunStore } from '../store/run-store.ts'

/** @returns what is another text whenever anything was listed, or forgotten, since it was last asked for */
export async function listingDigest(store: RunStore): Promise<string> {
  const { digest } = await store.row<{ digest: string }>(
    `select md5(coalesce(string_agg(concat_ws(' ', range_id, state, keys, epoch_us(finished_at)), ',' order by range_id), ''))
       as digest
     from listing_range`,
  )
  return digest
}
