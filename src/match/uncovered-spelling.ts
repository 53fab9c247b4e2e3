import type { RunStore } from '../store/run-store.ts'
import { KEY_RULES } from './rules.ts'

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
  await store.transaction(async (writer) => {
    await writer.run(
      'create or replace temp table spelled (bucket varchar, object_key varchar, spelling varchar)',
    )
    for await (const batch of store.stream<Key>(absent)) {
      const spelled = batch.flatMap((key) =>
        [...new Set(KEY_RULES.flatMap((rule) => rule.spellings(key.object_key)))]
          .filter((spelling) => spelling !== key.object_key)
          .map((spelling) => ({ ...key, spelling })),
      )
      const rows = await writer.append('spelled')
      rows.write([
        spelled.map(({ bucket }) => bucket),
        spelled.map(({ object_key }) => object_key),
        spelled.map(({ spelling }) => spelling),
      ])
      rows.close()
    }
    await writer.run(
      `insert into uncovered_spelling
       select bucket, object_key, spelling from spelled as s
       where not is_covered(bucket, spelling)
         and not exists (
           select 1 from uncovered_spelling as u
           where u.bucket = s.bucket and u.object_key = s.object_key and u.spelling = s.spelling
         ) -- a resumed run comes here again
         and exists (
           select 1 from listing_range as r where r.bucket = s.bucket and starts_with(s.spelling, r.prefix)
         )`,
    )
    await writer.run('drop table spelled')
  })
}
