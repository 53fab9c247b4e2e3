import { setTimeout as sleep } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'
import { Pace } from './pace.ts'
import { mayPass } from './patience.ts'

export type GateOptions = {
  /** How many attempts may be under way at once, at the most. */
  most: number
  /** How many attempts may begin in a second, at the most; undefined: as many as the store bears. */
  perSecond?: number | undefined
}

/** So many failures in a row, over so long (ms), say that it is the store that is silent, and not its objects. */
const SILENT_FAILURES = 32
const SILENT_FOR = 30_000
/** How often (ms) a silent store is tried. */
const TRIAL_EVERY = 1000

/**
 * What every single attempt on one store by name goes through, repeated ones too: as many at once as the store bears
 * (Pace), no more a second than is allowed. While a store is silent only one attempt a second is made: the others fail
 * at once, so that a store that went away ends a stage in minutes and not in days.
 */
export class Gate {
  readonly #pace: Pace
  readonly #limit: LimitFunction
  readonly #interval: number
  #nextTurn = 0
  #failures = 0
  #heardAt = Date.now()
  #nextTrial = 0

  constructor({ most, perSecond }: GateOptions) {
    this.#pace = new Pace({ most })
    this.#limit = pLimit(this.#pace.size)
    this.#interval = perSecond === undefined ? 0 : 1000 / perSecond
  }

  /** Makes an attempt when its turn comes. @throws what it throws, StoreSilent, or when aborted */
  attempt<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#limit(async () => {
      signal?.throwIfAborted()
      this.#refuseWhenSilent()
      if (this.#interval > 0) await this.#turn(signal)
      const begun = this.#pace.begin()
      try {
        const answer = await work()
        this.#answered()
        return answer
      } catch (error) {
        if (mayPass(error)) this.#failed(begun)
        else if (signal?.aborted !== true) this.#answered()
        throw error
      }
    })
  }

  #answered(): void {
    this.#failures = 0
    this.#heardAt = Date.now()
    this.#pace.answered()
    this.#follow()
  }

  #failed(begun: number): void {
    this.#failures++
    this.#pace.refused(begun)
    this.#follow()
  }

  #follow(): void {
    if (this.#limit.concurrency !== this.#pace.size) this.#limit.concurrency = this.#pace.size
  }

  #refuseWhenSilent(): void {
    const now = Date.now()
    if (this.#failures < SILENT_FAILURES || now - this.#heardAt < SILENT_FOR) return
    if (now < this.#nextTrial) throw new StoreSilent(Math.round((now - this.#heardAt) / 1000))
    this.#nextTrial = now + TRIAL_EVERY
  }

  async #turn(signal?: AbortSignal): Promise<void> {
    const now = Date.now()
    this.#nextTurn = Math.max(now, this.#nextTurn) + this.#interval
    const wait = this.#nextTurn - this.#interval - now
    if (wait >= 1) await sleep(wait, undefined, signal === undefined ? {} : { signal })
  }
}

/** The store gave no answer for so long that this object was not even asked for. */
export class StoreSilent extends Error {
  constructor(seconds: number) {
    super(`not asked: the store gave no answer for ${seconds} s`)
    this.name = 'StoreSilent'
  }
}
