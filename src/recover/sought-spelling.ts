import { KEY_RULES } from '../match/rules.ts'
import type { Run } from '../store/run.ts'

type Damaged = { bucket: string; object_key: string; ask_key: string }

/**
 * Writes into `sought_spelling` how else the key of each damaged object may be written where copies are: a backup
 * may have come there by a way that spells keys differently. Keys that another row promises are not other spellings.
 */
export async function writeSoughtSpellings(run: Run): Promise<void> {
  await run.store.transaction(async (writer) => {
    await writer.run('delete from sought_spelling')
    await writer.run(
      'create or replace temp table spelled (bucket varchar, object_key varchar, spelling varchar)',
    )
    const damaged = 'select distinct bucket, object_key, ask_key from damaged_object'
    for await (const batch of run.store.stream<Damaged>(damaged)) {
      const spelled = batch.flatMap(({ bucket, object_key, ask_key }) =>
        [...new Set([ask_key, ...KEY_RULES.flatMap((rule) => rule.spellings(object_key))])]
          .filter((spelling) => spelling !== object_key)
          .map((spelling) => ({ bucket, object_key, spelling })),
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
      `insert into sought_spelling
       select * from spelled as s
       anti join promise as p on p.bucket = s.bucket and p.object_key = s.spelling`,
    )
    await writer.run('drop table spelled')
  })
}

/** A damaged object, every key under which copies of it are looked for (its own first), and its promised sizes. */
export type Sought = {
  bucket: string
  object_key: string
  keys: string[]
  sizes: number[]
  any_size: boolean
}

/**
 * A SELECT of what one source was not asked for yet. An object is asked for under all of its keys at once, so that
 * an interrupted run knows by its rows which ones are done. Bind $kind and $source.
 */
export const SOUGHT = `
  select
    d.bucket,
    d.object_key,
    [d.object_key] || coalesce(list(distinct s.spelling order by s.spelling) filter (s.spelling is not null), []) as keys,
    coalesce(list(distinct d.size_bytes) filter (d.size_bytes is not null), []) as sizes,
    bool_or(d.size_bytes is null) as any_size
  from damaged_object as d
  left join sought_spelling as s on s.bucket = d.bucket and s.object_key = d.object_key
  anti join recovery_answer as a
    on a.kind = $kind and a.source = $source and a.bucket = d.bucket and a.object_key = d.object_key
  group by d.bucket, d.object_key`
