import { askEach } from '../probe/ask.ts'
import { ANSWERS_PER_CHECKPOINT } from '../probe/names.ts'
import type { HeadAnswer, RecoveryObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { type Candidate, keepCandidates, stated } from './candidate.ts'
import { SOUGHT, SOUGHT_OTHERWISE, type Sought } from './sought-spelling.ts'

/** Asks a recovery store by name for every damaged object, so that `none` rests on an answer. */
export async function askReplica(run: Run, source: RecoveryObjectStore): Promise<void> {
  await askFor(run, source, SOUGHT, {})
}

/** Asks it for other spellings of what it has no fitting copy of under its own key. */
export async function askReplicaOtherwise(run: Run, source: RecoveryObjectStore): Promise<boolean> {
  return await askFor(run, source, SOUGHT_OTHERWISE, { prefix: source.copyKey('') })
}

/** @returns whether there was anything to ask for */
async function askFor(
  run: Run,
  source: RecoveryObjectStore,
  sought: string,
  parameters: { prefix?: string },
): Promise<boolean> {
  const { about } = await run.store.row<{ about: number }>('select count(*) as about from damaged_object')
  let done = 0
  const place = { kind: 'replica' as const, source: source.name }
  await askEach<Sought, Copy>({
    store: source,
    targets: run.store.stream<Sought>(sought, { ...place, ...parameters }),
    atOnce: run.config.storage.probe_concurrency,
    ask: async ({ keys, known }) => {
      const copies: Copy[] = []
      for (const [nth, key] of keys.entries()) {
        const recovered_key = source.copyKey(key)
        copies.push({
          ...(await source.head(recovered_key, run.signal)),
          recovered_key,
          preference: known + nth,
        })
      }
      return copies
    },
    keep: (answers) =>
      keepCandidates(
        run,
        answers.map(({ target, answer }) => ({
          ...place,
          bucket: target.bucket,
          object_key: target.object_key,
          recovered_key: answer.recovered_key,
          recovered_version_id: null,
          preference: answer.preference,
          ...stated(answer),
        })),
      ),
    perCheckpoint: ANSWERS_PER_CHECKPOINT,
    signal: run.signal,
    onAnswer: () => run.journal.progress(++done, { about }, `objects asked of ${source.name}`),
  })
  return done > 0
}

type Copy = HeadAnswer & Pick<Candidate, 'recovered_key' | 'preference'>
