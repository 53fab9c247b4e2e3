import { askEach } from '../probe/ask.ts'
import { ANSWERS_PER_CHECKPOINT } from '../probe/names.ts'
import type { HeadAnswer, RecoveryObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { type Candidate, keepCandidates, stated } from './candidate.ts'
import { SOUGHT, type Sought } from './sought-spelling.ts'

/** Asks a recovery store by name for every damaged object, so that `none` rests on an answer. */
export async function askReplica(run: Run, source: RecoveryObjectStore): Promise<void> {
  const { about } = await run.store.row<{ about: number }>('select count(*) as about from damaged_object')
  let done = 0
  await askEach<Sought, Copy>({
    store: source,
    targets: run.store.stream<Sought>(SOUGHT, { kind: 'replica', source: source.name }),
    atOnce: run.config.storage.probe_concurrency,
    ask: async ({ keys }) => {
      const copies: Copy[] = []
      for (const [preference, key] of keys.entries()) {
        const recovered_key = source.copyKey(key)
        copies.push({ ...(await source.head(recovered_key, run.signal)), recovered_key, preference })
      }
      return copies
    },
    keep: (answers) =>
      keepCandidates(
        run,
        answers.map(({ target, answer }) => ({
          kind: 'replica',
          source: source.name,
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
}

type Copy = HeadAnswer & Pick<Candidate, 'recovered_key' | 'preference'>
