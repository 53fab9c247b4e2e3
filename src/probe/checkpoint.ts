import type { Answered, Asking } from './asking.ts'

/** What was answered longer ago (ms) is kept at once, however little it is: a slow store loses no more to a kill. */
const KEEP_AFTER = 2000

/**
 * Gathers answers and keeps them, one transaction at a time, while others come in. "Not found" counts only while the
 * store itself still answers: when any of them says so the store is asked too, after the last of them, and a bucket or
 * mount that vanished turns its absences into errors.
 */
export class Checkpoint<T, A extends { answer: string }> {
  readonly #asking: Pick<Asking<T, A>, 'store' | 'keep' | 'perCheckpoint' | 'signal'>
  #gathered: Answered<T, A>[] = []
  #keptAt = Date.now()
  #keeping: Promise<void> | undefined

  constructor(asking: Pick<Asking<T, A>, 'store' | 'keep' | 'perCheckpoint' | 'signal'>) {
    this.#asking = asking
  }

  /** Waits only when twice as much as is kept at once was gathered: then the run store does not keep up. */
  async add(answers: readonly Answered<T, A>[]): Promise<void> {
    this.#gathered.push(...answers)
    const due = this.#gathered.length >= this.#asking.perCheckpoint || Date.now() - this.#keptAt >= KEEP_AFTER
    if (due && this.#keeping === undefined) this.#keep()
    if (this.#gathered.length >= 2 * this.#asking.perCheckpoint) await this.#keeping
  }

  /** Keeps the rest. */
  async close(): Promise<void> {
    await this.#keeping
    this.#keep()
    await this.#keeping
  }

  /** Ends when nothing is being kept any more, whether that went well or not. Keeps nothing else. */
  async settled(): Promise<void> {
    await this.#keeping?.catch(() => {})
  }

  #keep(): void {
    const answers = this.#gathered
    this.#gathered = []
    this.#keptAt = Date.now()
    this.#keeping = this.#keepNow(answers).then(() => {
      this.#keeping = undefined
    })
    this.#keeping.catch(() => {}) // thrown to whoever waits for it next, at the latest by `close`
  }

  async #keepNow(answers: readonly Answered<T, A>[]): Promise<void> {
    if (answers.length === 0) return
    const { store, keep, signal } = this.#asking
    const check = answers.some(({ answer }) => answer.answer === 'absent')
      ? await store.check(signal)
      : ({ ok: true } as const)
    signal.throwIfAborted()
    if (check.ok) return keep(answers)
    await keep(
      answers.map(({ target, answer }) => ({ target, answer: withoutItsStore(answer, check.error) as A })),
    )
  }
}

/** @returns the answer, or an error for one that says "not found" of a store that does not answer itself */
function withoutItsStore<A extends { answer: string }>(
  answer: A,
  error: string,
): A | (A & { answer: 'error'; error: string }) {
  if (answer.answer !== 'absent') return answer
  return { ...answer, answer: 'error', error: `not found, but the store itself does not answer: ${error}` }
}
