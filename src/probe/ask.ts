import type { LimitFunction } from 'p-limit'
import type { HeadAnswer, ObjectStore } from '../storage/object-store.ts'

/**
 * Asks a store for some objects by name. "Not found" counts only while the store itself still answers: when any
 * is absent the store is asked too, and a bucket or mount that vanished turns its absences into errors.
 *
 * @param onAnswer told of each answer as it comes, for those who wait
 * @returns one answer for each key, in the order of the keys
 * @throws when interrupted
 */
export async function askByName(
  store: ObjectStore,
  keys: readonly string[],
  limit: LimitFunction,
  signal: AbortSignal,
  onAnswer: () => void = () => {},
): Promise<HeadAnswer[]> {
  const answers = await Promise.all(keys.map((key) => limit(() => store.head(key, signal).finally(onAnswer))))
  signal.throwIfAborted()
  if (!answers.some(({ answer }) => answer === 'absent')) return answers
  const check = await store.check(signal)
  signal.throwIfAborted()
  return check.ok ? answers : answers.map((answer) => withoutItsStore(answer, check.error))
}

/** @returns the answer, or an error for one that says "not found" of a store that does not answer itself */
export function withoutItsStore<A extends { answer: string }>(
  answer: A,
  error: string,
): A | { answer: 'error'; error: string } {
  if (answer.answer !== 'absent') return answer
  return { answer: 'error', error: `not found, but the store itself does not answer: ${error}` }
}

/** The columns that every table of answers shares. */
export function answerColumns(answers: readonly HeadAnswer[]) {
  return {
    answer: answers.map(({ answer }) => answer),
    size: answers.map((a) => (a.answer === 'found' ? a.size : null)),
    lastModified: answers.map((a) => (a.answer === 'found' ? a.lastModified : null)),
    etag: answers.map((a) => (a.answer === 'found' ? a.etag : null)),
    storageClass: answers.map((a) => (a.answer === 'found' ? a.storageClass : null)),
    restored: answers.map((a) => (a.answer === 'found' ? a.restored : null)),
    fingerprints: answers.map((a) => (a.answer === 'found' ? a.fingerprints : null)),
    error: answers.map((a) => ('error' in a ? a.error : null)),
  }
}
