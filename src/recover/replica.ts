import pLimit from 'p-limit'
import { askByName } from '../probe/ask.ts'
import type { RecoveryObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { keepCandidates, stated } from './candidate.ts'
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
  const limit = pLimit(run.config.storage.probe_concurrency)
  const { about } = await run.store.row<{ about: number }>('select count(*) as about from damaged_object')
  let done = 0
  const onAnswer = () => run.journal.progress(++done, { about }, `objects asked of ${source.name}`)
  const place = { kind: 'replica' as const, source: source.name }
  for await (const batch of run.store.stream<Sought>(sought, { ...place, ...parameters })) {
    const candidates = batch.flatMap(({ bucket, object_key, keys, known }) =>
      keys.map((key, nth) => ({
        ...place,
        bucket,
        object_key,
        recovered_key: source.copyKey(key),
        recovered_version_id: null,
        preference: known + nth,
      })),
    )
    const keys = candidates.map((candidate) => candidate.recovered_key)
    const answers = await askByName(source, keys, limit, run.signal, onAnswer)
    await keepCandidates(
      run,
      candidates.map((candidate, i) => ({ ...candidate, ...stated(answers[i] ?? NOT_ASKED) })),
    )
  }
  return done > 0
}

const NOT_ASKED = { answer: 'error', error: 'not asked' } as const
