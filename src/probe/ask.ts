import type { HeadAnswer } from '../storage/object-store.ts'
import type { Asking } from './asking.ts'
import { Checkpoint } from './checkpoint.ts'

/**
 * Asks a store for objects by name, always as many at once: neither the end of a batch nor the keeping of answers
 * lets the pool run dry. What was answered is kept every few thousand answers, or seconds.
 *
 * @throws when interrupted: what was not kept by then is asked again
 */
export async function askEach<T, A extends { answer: string }>(asking: Asking<T, A>): Promise<void> {
  const { signal } = asking
  const targets = oneByOne(asking.targets)
  const checkpoint = new Checkpoint(asking)
  const work = async () => {
    for await (const target of targets) {
      const answers = await asking.ask(target)
      signal.throwIfAborted()
      asking.onAnswer()
      await checkpoint.add(answers.map((answer) => ({ target, answer })))
    }
  }
  // Each of them is waited for, so that nothing is under way any more when the first failure is thrown.
  const ended = await Promise.allSettled(Array.from({ length: asking.atOnce }, work))
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed === undefined) return await checkpoint.close()
  await checkpoint.settled()
  throw failed.reason
}

async function* oneByOne<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch
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
