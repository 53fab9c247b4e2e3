import type { LimitFunction } from 'p-limit'
import { withoutItsStore } from '../probe/ask.ts'
import type { Algorithm, ObjectStore, ReadAnswer } from '../storage/object-store.ts'

/** An object, or an older version of it, and the algorithms of the fingerprints that are wanted. */
export type ReadTarget = { object_key: string; algorithms: Algorithm[]; versionId?: string | null }

/**
 * Reads some objects to their end, in bounded memory. As with names, "not found" counts only while the store itself
 * still answers.
 *
 * @returns one answer for each object, in their order
 * @throws when interrupted
 */
export async function readByName(
  store: ObjectStore,
  targets: readonly ReadTarget[],
  limit: LimitFunction,
  signal: AbortSignal,
  onAnswer: () => void,
): Promise<ReadAnswer[]> {
  const answers = await Promise.all(
    targets.map(({ object_key, algorithms, versionId }) =>
      limit(() =>
        store
          .read(object_key, { algorithms, signal, ...(versionId == null ? {} : { versionId }) })
          .finally(onAnswer),
      ),
    ),
  )
  signal.throwIfAborted()
  if (!answers.some(({ answer }) => answer === 'absent')) return answers
  const check = await store.check(signal)
  signal.throwIfAborted()
  return check.ok ? answers : answers.map((answer) => withoutItsStore(answer, check.error))
}
