import type { ObjectStore } from '../storage/object-store.ts'

/** An answer, and for which target it was given. */
export type Answered<T, A> = { target: T; answer: A }

export type Asking<T, A> = {
  store: ObjectStore
  /** What is to be asked for, in batches of any size, read as asking goes on. */
  targets: AsyncIterable<readonly T[]>
  /** How many targets are worked on at once; how many the store bears is for its gate to find. */
  atOnce: number
  /** Gives every answer about one target. Never throws: what went wrong is an answer. */
  ask: (target: T) => Promise<readonly A[]>
  /** Keeps answers in one transaction. Asking goes on meanwhile. */
  keep: (answers: readonly Answered<T, A>[]) => Promise<void>
  /** How many answers are kept at once, at the most. */
  perCheckpoint: number
  signal: AbortSignal
  /** Told when a target was answered, for those who wait. */
  onAnswer: () => void
}
