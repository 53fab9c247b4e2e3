import type { Algorithm, ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { readEach } from '../verify/read.ts'
import { type Candidate, type KnownCopy, keepCandidates, readOver } from './candidate.ts'
import { derive } from './models.ts'

type Unread = Candidate & KnownCopy & { algorithms: Algorithm[] }

/**
 * Reads the copies in one source of which storage states no checksum that equals the promised one, where contents are
 * read at all. An object for which a better place has a copy needs none.
 */
export async function readCandidates(
  run: Run,
  place: Pick<Candidate, 'kind' | 'source'>,
  store: ObjectStore,
): Promise<void> {
  const { unread } = await run.store.row<{ unread: boolean }>(PERHAPS_UNREAD, place)
  if (!unread) return
  await derive(run, ['recovery-candidate'])
  let done = 0
  await readEach<Unread>(run, {
    store,
    targets: run.store.stream<Unread>(UNREAD, place),
    object: (copy) => ({
      object_key: copy.recovered_key,
      versionId: copy.recovered_version_id,
      algorithms: copy.algorithms,
    }),
    keep: (answers) =>
      keepCandidates(
        run,
        answers.map(({ target, answer }) => ({ ...target, ...readOver(target, answer) })),
      ),
    onAnswer: () => run.journal.progress(++done, undefined, `copies read in ${place.source}`),
  })
}

/** Is there a copy that states no equal checksum? Mostly there is none, and this is cheaper than judging all of them. */
const PERHAPS_UNREAD = `
  select exists (
    select 1 from recovery_answer as a
    join damaged_object as d on d.bucket = a.bucket and d.object_key = a.object_key
    left join etag_trust as t on t.bucket = a.source
    where a.kind = $kind and a.source = $source and a.answer = 'found' and d.checksum is not null
      and not list_contains(comparable(a.fingerprints, a.method, a.kind = 'version' and t.trusted = false), d.checksum)
  ) as unread`

/** What is read counts before what is stated: so it is read for every promise of the object, in all their algorithms. */
const UNREAD = `
  with promised as (
    select bucket, object_key, list(distinct split_part(checksum, ':', 1)) filter (checksum is not null) as algorithms
    from damaged_object group by bucket, object_key
  )
  select
    c.kind, c.source, c.bucket, c.object_key, c.recovered_key, c.recovered_version_id,
    any_value(c.preference) as preference, any_value(c.size_bytes) as size_bytes, any_value(c.last_modified) as last_modified,
    any_value(c.storage_class) as storage_class, any_value(c.restored) as restored,
    any_value(c.fingerprints) as fingerprints,
    any_value(p.algorithms) as algorithms
  from recovery_candidate as c
  join promised as p on p.bucket = c.bucket and p.object_key = c.object_key
  where c.kind = $kind and c.source = $source and c.answer = 'found' and c.fits is null
    and not exists (
      select 1 from recovery_candidate as b
      where b.row_number = c.row_number and b.fits and b.position < c.position
    )
  group by all`
