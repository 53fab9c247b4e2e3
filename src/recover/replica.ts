import pLimit from 'p-limit'
import { askByName } from '../probe/ask.ts'
import type { RecoveryObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { keepCandidates, stated } from './candidate.ts'
import { SOUGHT, type Sought } from './sought-spelling.ts'

/** Asks a recovery store by name for every damaged object, so that `none` rests on an answer. */
export async function askReplica(run: Run, source: RecoveryObjectStore): Promise<void> {
  const limit = pLimit(run.config.storage.probe_concurrency)
  const { about } = await run.store.row<{ about: number }>('select count(*) as about from damaged_object')
  let done = 0
  const onAnswer = () => run.journal.progress(++done, { about }, `objects asked of ${source.name}`)
  const place = { kind: 'replica' as const, source: source.name }
  for await (const batch of run.store.stream<Sought>(SOUGHT, place)) {
    const candidates = batch.flatMap(({ bucket, object_key, keys }) =>
      keys.map((key, preference) => ({
        ...place,
        bucket,
        object_key,
        recovered_key: source.copyKey(key),
        recovered_version_id: null,
        preference,
      })),
    )
    const keys = candidates.map((candidate) => candidate.recovered_key)
    const answers = await askByName(source, keys, limit, run.signal, onAnswer)
    await keepCandidates(
      run,
      candidates.map((candidate, i) => ({ ...candidate, ...stated(answers[i] ?? NOT_ASKED) })),
    )
  }
}

const NOT_ASKED = { answer: 'error', error: 'not asked' } as const
