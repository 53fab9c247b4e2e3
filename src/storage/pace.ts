export type PaceOptions = {
  /** How many attempts may be under way at once, at the most. */
  most: number
  /** With how many it begins, by default a moderate number. */
  first?: number
  /** Below this it does not fall: an attempt that is refused waits before it is made again, which thins them too. */
  least?: number
}

const FIRST = 16
const LEAST = 8
/** Gentler than half: a store whose capacity was found is used to five sixths on average, not to three quarters. */
const CUT = 0.7

/**
 * How many attempts a store bears at once, found by additive increase and multiplicative decrease as TCP finds the
 * capacity of a path (https://www.rfc-editor.org/rfc/rfc5681): one more for each round of answers, a cut for a round
 * in which any was refused. Knows neither the store nor the time.
 */
export class Pace {
  readonly #most: number
  readonly #least: number
  #size: number
  #cuts = 0

  constructor({ most, first = FIRST, least = LEAST }: PaceOptions) {
    this.#most = most
    this.#least = Math.min(least, most)
    this.#size = Math.min(first, most)
  }

  /** How many attempts may be under way at once now. */
  get size(): number {
    return Math.floor(this.#size)
  }

  /** An attempt begins. @returns what `refused` is to be told, should it be */
  begin(): number {
    return this.#cuts
  }

  /** An attempt was answered, whatever the answer. */
  answered(): void {
    this.#size = Math.min(this.#most, this.#size + 1 / this.#size)
  }

  /** An attempt was refused or lost. Those that were under way when it was last cut tell nothing new. */
  refused(begun: number): void {
    if (begun < this.#cuts) return
    this.#cuts++
    this.#size = Math.max(this.#least, this.#size * CUT)
  }
}
