import pLimit from 'p-limit'
import type { Algorithm, ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { readByName } from '../verify/read.ts'
import { type Candidate, type KnownCopy, keepCandidates, readOver } from './candidate.ts'
import { derive } from './models.ts'

type Unread = Candidate & KnownCopy & { algorithms: Algorithm[] }

/** Objects between two checkpoints: they may be large, and what was read is not read again. */
const OBJECTS_PER_CHECKPOINT = 256

/**
 * Reads the copies in one source of which storage states no checksum that equals the promised one, where contents are
 * read at all. An object for which a better place has a copy needs none.
 */
export async function readCandidates(
  run: Run,
  place: Pick<Candidate, 'kind' | 'source'>,
  store: ObjectStore,
): Promise<void> {
  await derive(run, ['recovery-candidate'])
  const limit = pLimit(run.config.verification.concurrency)
  let done = 0
  const onAnswer = () => run.journal.progress(++done, undefined, `copies read in ${place.source}`)
  for await (const batch of run.store.stream<Unread>(UNREAD, place)) {
    for (let start = 0; start < batch.length; start += OBJECTS_PER_CHECKPOINT) {
      const copies = batch.slice(start, start + OBJECTS_PER_CHECKPOINT)
      const targets = copies.map((copy) => ({
        object_key: copy.recovered_key,
        versionId: copy.recovered_version_id,
        algorithms: copy.algorithms,
      }))
      const answers = await readByName(store, targets, limit, run.signal, onAnswer)
      await keepCandidates(
        run,
        copies.flatMap((copy, i) => (answers[i] ? [{ ...copy, ...readOver(copy, answers[i]) }] : [])),
      )
    }
  }
}

/** What is read for one promise is compared for all of the object's: so by the algorithms of all of them. */
const UNREAD = `
  with copy as (
    select
      c.*,
      c.fits is null and not exists (
        select 1 from recovery_candidate as b
        where b.row_number = c.row_number and b.fits and b.position < c.position
      ) as unread
    from recovery_candidate as c
    where c.kind = $kind and c.source = $source and c.answer = 'found'
  )
  select
    kind, source, bucket, object_key, recovered_key, recovered_version_id,
    any_value(size_bytes) as size_bytes, any_value(last_modified) as last_modified,
    any_value(storage_class) as storage_class, any_value(restored) as restored,
    any_value(fingerprints) as fingerprints,
    list(distinct split_part(checksum, ':', 1)) filter (checksum is not null) as algorithms
  from copy
  group by all
  having bool_or(unread)`
