import { askEach } from '../probe/ask.ts'
import { ANSWERS_PER_CHECKPOINT } from '../probe/names.ts'
import type { Algorithm, HeadAnswer, ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { readEach } from '../verify/read.ts'
import { type KnownCopy, readOver, type StatedCopy, stated } from './candidate.ts'
import { derive } from './models.ts'

type Orphan = { bucket: string; object_key: string }
type UnknownOrphan = Orphan & StatedCopy & { algorithms: Algorithm[] }

/**
 * Looks at the orphans to which missing objects may have been moved: what storage states of them and, unless contents
 * are not to be read, the bytes of those of which it states nothing that could be compared.
 */
export async function askOrphans(run: Run, stores: readonly ObjectStore[]): Promise<void> {
  let done = 0
  for (const store of stores)
    await askEach<Orphan, HeadAnswer>({
      store,
      targets: run.store.stream<Orphan>(UNASKED, { bucket: store.bucket }),
      atOnce: run.config.storage.probe_concurrency,
      ask: async ({ object_key }) => [await store.head(object_key, run.signal)],
      keep: (answers) =>
        keepOrphans(
          run,
          answers.map(({ target, answer }) => ({ orphan: target, known: stated(answer) })),
        ),
      perCheckpoint: ANSWERS_PER_CHECKPOINT,
      signal: run.signal,
      onAnswer: () => run.journal.progress(++done, undefined, 'orphans asked'),
    })
  await derive(run, ['asked-orphan'])
  for (const store of stores) await readOrphans(run, store)
  await derive(run, ['asked-orphan'])
}

async function readOrphans(run: Run, store: ObjectStore): Promise<void> {
  let done = 0
  await readEach<UnknownOrphan>(run, {
    store,
    targets: run.store.stream<UnknownOrphan>(UNREAD, { bucket: store.bucket }),
    object: (orphan) => orphan,
    keep: (answers) =>
      keepOrphans(
        run,
        answers.map(({ target, answer }) => ({
          orphan: target,
          known: readOver({ ...target, last_modified: null }, answer),
        })),
      ),
    onAnswer: () => run.journal.progress(++done, undefined, 'orphans read'),
  })
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

async function keepOrphans(run: Run, looked: readonly { orphan: Orphan; known: KnownCopy }[]): Promise<void> {
  const known = looked.map((one) => one.known)
  const observedAt = new Date()
  await run.store.transaction(async (writer) => {
    const table = await writer.append('orphan_answer')
    table.write([
      looked.map(({ orphan }) => orphan.bucket),
      looked.map(({ orphan }) => orphan.object_key),
      known.map((copy) => copy.method),
      known.map((copy) => copy.answer),
      known.map((copy) => copy.size_bytes),
      known.map((copy) => copy.storage_class),
      known.map((copy) => copy.restored),
      known.map((copy) => copy.fingerprints),
      known.map((copy) => copy.error),
      looked.map(() => observedAt),
    ])
    table.close()
  })
}
