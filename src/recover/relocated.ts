import pLimit from 'p-limit'
import { askByName } from '../probe/ask.ts'
import type { Algorithm, ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { readByName } from '../verify/read.ts'
import { type KnownCopy, readOver, type StatedCopy, stated } from './candidate.ts'
import { derive } from './models.ts'

type Orphan = { bucket: string; object_key: string }
type UnknownOrphan = Orphan & StatedCopy & { algorithms: Algorithm[] }

/** Objects between two checkpoints: they may be large, and what was read is not read again. */
const OBJECTS_PER_CHECKPOINT = 256

/**
 * Looks at the orphans to which missing objects may have been moved: what storage states of them and, unless contents
 * are not to be read, the bytes of those of which it states nothing that could be compared.
 */
export async function askOrphans(run: Run, stores: readonly ObjectStore[]): Promise<void> {
  const limit = pLimit(run.config.storage.probe_concurrency)
  let done = 0
  for (const store of stores) {
    const onAnswer = () => run.journal.progress(++done, undefined, 'orphans asked')
    for await (const batch of run.store.stream<Orphan>(UNASKED, { bucket: store.bucket })) {
      const keys = batch.map((orphan) => orphan.object_key)
      const answers = await askByName(store, keys, limit, run.signal, onAnswer)
      await keepOrphans(run, batch, answers.map(stated))
    }
  }
  await derive(run, ['asked-orphan'])
  for (const store of stores) await readOrphans(run, store)
  await derive(run, ['asked-orphan'])
}

async function readOrphans(run: Run, store: ObjectStore): Promise<void> {
  const limit = pLimit(run.config.verification.concurrency)
  let done = 0
  const onAnswer = () => run.journal.progress(++done, undefined, 'orphans read')
  for await (const batch of run.store.stream<UnknownOrphan>(UNREAD, { bucket: store.bucket })) {
    for (let start = 0; start < batch.length; start += OBJECTS_PER_CHECKPOINT) {
      const orphans = batch.slice(start, start + OBJECTS_PER_CHECKPOINT)
      const answers = await readByName(store, orphans, limit, run.signal, onAnswer)
      const known = orphans.flatMap((orphan, i) =>
        answers[i] ? [readOver({ ...orphan, last_modified: null }, answers[i])] : [],
      )
      await keepOrphans(run, orphans, known)
    }
  }
}

const UNASKED = `
  select o.bucket, o.object_key from orphan_candidate as o
  anti join orphan_answer as a using (bucket, object_key)
  where o.bucket = $bucket`

const UNREAD = `
  select o.bucket, o.object_key, o.algorithms, a.size_bytes, a.storage_class, a.restored, a.fingerprints
  from asked_orphan as o
  join orphan_answer as a using (bucket, object_key)
  where o.bucket = $bucket and o.answer = 'found' and o.method = 'stored' and not o.archived
    and len(o.unknown_algorithms) > 0 and exists (select 1 from setting where verify in ('sample', 'all'))`

async function keepOrphans(run: Run, orphans: readonly Orphan[], known: readonly KnownCopy[]): Promise<void> {
  await run.store.transaction(async (writer) => {
    const table = await writer.append('orphan_answer')
    table.write([
      orphans.map((orphan) => orphan.bucket),
      orphans.map((orphan) => orphan.object_key),
      known.map((copy) => copy.method),
      known.map((copy) => copy.answer),
      known.map((copy) => copy.size_bytes),
      known.map((copy) => copy.storage_class),
      known.map((copy) => copy.restored),
      known.map((copy) => copy.fingerprints),
      known.map((copy) => copy.error),
      orphans.map(() => new Date()),
    ])
    table.close()
  })
}
