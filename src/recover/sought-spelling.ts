import { KEY_RULES, SPELLED_ONE_WAY } from '../match/rules.ts'
import type { Run } from '../store/run.ts'

/** Most keys have one other spelling, which needs no rule. Bind $plain. */
const SPELLED_WITH_SLASH = `
  insert into spelled
  select distinct bucket, object_key, '/' || object_key from damaged_object
  where object_key = ask_key and regexp_full_match(object_key, $plain)`
const SPELLED_BY_RULES = `
  select distinct bucket, object_key, ask_key from damaged_object
  where object_key <> ask_key or not regexp_full_match(object_key, $plain)`

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
    await writer.run(SPELLED_WITH_SLASH, { plain: SPELLED_ONE_WAY })
    for await (const batch of run.store.stream<Damaged>(SPELLED_BY_RULES, { plain: SPELLED_ONE_WAY })) {
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

/** A damaged object, keys under which copies of it are looked for, and its promised sizes. */
export type Sought = {
  bucket: string
  object_key: string
  keys: string[]
  sizes: number[]
  any_size: boolean
  /** How many candidates the source gave for it before: the preference of the next one. */
  known: number
}

const SIZES = `
    coalesce(list(distinct d.size_bytes) filter (d.size_bytes is not null), []) as sizes,
    bool_or(d.size_bytes is null) as any_size`

/** A SELECT of what one source was not asked for yet: each object by its own key. Bind $kind and $source. */
export const SOUGHT = `
  select d.bucket, d.object_key, [d.object_key] as keys, ${SIZES}, 0 as known
  from damaged_object as d
  anti join recovery_answer as a
    on a.kind = $kind and a.source = $source and a.bucket = d.bucket and a.object_key = d.object_key
  group by d.bucket, d.object_key`

/**
 * A SELECT of what one source is to be asked for by its other spellings, all of them at once: objects of which it has,
 * under their own key, no copy that is known to fit and can be read. Bind $kind, $source, and what stands before a key
 * in that source as $prefix.
 */
export const SOUGHT_OTHERWISE = `
  with answered as (
    select a.*, comparable(a.fingerprints, a.method, a.kind = 'version' and t.trusted = false) as known_fingerprints
    from recovery_answer as a left join etag_trust as t on t.bucket = a.source
    where a.kind = $kind and a.source = $source
  ),
  fitting as (
    select distinct d.row_number
    from damaged_object as d
    join answered as a on a.bucket = d.bucket and a.object_key = d.object_key
    cross join setting as s
    where a.answer = 'found' and a.size_bytes = coalesce(d.size_bytes, greatest(a.size_bytes, 1))
      and not is_archived(a.answer, a.storage_class, a.restored)
      and (d.checksum is null or list_contains(a.known_fingerprints, d.checksum)
        or (s.verify in ('none', 'stored') and len(a.known_fingerprints) = 0))
  ),
  unfit as (
    select distinct d.bucket, d.object_key
    from damaged_object as d
    anti join fitting as f on f.row_number = d.row_number
  )
  select d.bucket, d.object_key, list(distinct s.spelling order by s.spelling) as keys, ${SIZES},
    (select count(*) from answered as a where a.bucket = d.bucket and a.object_key = d.object_key) as known
  from damaged_object as d
  join sought_spelling as s on s.bucket = d.bucket and s.object_key = d.object_key
  semi join unfit as u on u.bucket = d.bucket and u.object_key = d.object_key
  anti join answered as o
    on o.bucket = d.bucket and o.object_key = d.object_key and o.recovered_key <> $prefix || d.object_key
  group by d.bucket, d.object_key`
