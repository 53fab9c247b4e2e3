import { askEach } from '../probe/ask.ts'
import type { Answered } from '../probe/asking.ts'
import type { Algorithm, ObjectStore, ReadAnswer } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'

/** An object, or an older version of it, and the algorithms of the fingerprints that are wanted. */
export type ReadTarget = { object_key: string; algorithms: Algorithm[]; versionId?: string | null }

/** Objects between two checkpoints: they may be large, and what was read is not read again. */
const OBJECTS_PER_CHECKPOINT = 256

export type Reading<T> = {
  store: ObjectStore
  targets: AsyncIterable<readonly T[]>
  /** What of a target is to be read. */
  object: (target: T) => ReadTarget
  keep: (answers: readonly Answered<T, ReadAnswer>[]) => Promise<void>
  onAnswer: () => void
}

/**
 * Reads objects to their end, in bounded memory. As with names, "not found" counts only while the store itself still
 * answers.
 *
 * @throws when interrupted
 */
export async function readEach<T>(run: Run, { store, object, ...reading }: Reading<T>): Promise<void> {
  const { signal } = run
  await askEach<T, ReadAnswer>({
    ...reading,
    store,
    signal,
    atOnce: run.config.verification.concurrency,
    perCheckpoint: OBJECTS_PER_CHECKPOINT,
    ask: async (target) => {
      const { object_key, algorithms, versionId } = object(target)
      const version = versionId == null ? {} : { versionId }
      return [await store.read(object_key, { algorithms, signal, ...version })]
    },
  })
}
