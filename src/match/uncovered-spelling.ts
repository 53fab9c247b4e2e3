import type { RunStore } from '../store/run-store.ts'
import { otherSpellings, writeSpelled } from './spelled.ts'

type Key = { bucket: string; object_key: string }

/** Forgets what the last run of the match wrote into `uncovered_spelling`. */
export async function forgetUncoveredSpellings(store: RunStore): Promise<void> {
  await store.run('delete from uncovered_spelling')
}

/**
 * Where a listing broke off, an object that is not found under its key may lie there under another spelling.
 * Adds those spellings to `uncovered_spelling`: they are asked for by name before the object is called missing.
 *
 * @param absent a SELECT of the bucket and object_key of what is not found
 */
export async function writeUncoveredSpellings(store: RunStore, absent: string): Promise<void> {
  const { unfinished } = await store.row<{ unfinished: boolean }>(
    `select count(*) > 0 as unfinished from listing_range where state <> 'done'`,
  )
  if (!unfinished) return
  await store.transaction((writer) => writeSpelled(writer, spelled(store.stream<Key>(absent)), UNCOVERED))
}

async function* spelled(batches: AsyncIterable<Key[]>) {
  for await (const batch of batches)
    yield batch.map((key) => ({ ...key, spellings: otherSpellings(key.object_key) }))
}

/** A resumed run comes here again: what is there is not written twice. */
const UNCOVERED = `
  insert into uncovered_spelling
  select bucket, object_key, spelling from spelled as s
  where not is_covered(bucket, spelling)
    and not exists (
      select 1 from uncovered_spelling as u
      where u.bucket = s.bucket and u.object_key = s.object_key and u.spelling = s.spelling
    )
    and exists (
      select 1 from listing_range as r where r.bucket = s.bucket and starts_with(s.spelling, r.prefix)
    )`
