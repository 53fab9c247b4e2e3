/** The rate is that of the last half minute: a resumed run, or a burst at its start, says nothing about now. */
const WINDOW_MS = 30_000
/** Closer observations replace each other, so that a window holds few of them. */
const APART_MS = 500
/** A rate over a shorter time is noise. */
const LEAST_MS = 1_000

type Observation = { at: number; done: number }

/**
 * How fast a count grows, from a sliding window. It has no clock: every instant is given, in milliseconds from
 * any one beginning.
 */
export class Pace {
  #observations: Observation[] = []

  /** Takes a count. One that is lower than before begins anew: it counts something else. */
  observe(done: number, at: number): void {
    const [beforeLast, last] = this.#observations.slice(-2)
    if ((this.#observations.at(-1)?.done ?? 0) > done) this.#observations = []
    else if (beforeLast && last && last.at - beforeLast.at < APART_MS) this.#observations.pop()
    this.#observations.push({ at, done })
    this.#observations.splice(0, this.#firstOfWindow(at))
  }

  /** @returns units per second up to now, 0 when nothing came for a whole window, undefined when it is too early */
  rate(now: number): number | undefined {
    const first = this.#observations[this.#firstOfWindow(now)]
    const last = this.#observations.at(-1)
    if (first === undefined || last === undefined || now - first.at < LEAST_MS) return undefined
    return ((last.done - first.done) * 1000) / (now - first.at)
  }

  /** @returns seconds until `total` at the rate of now, undefined when there is none */
  secondsLeft(total: number, now: number): number | undefined {
    const rate = this.rate(now)
    const done = this.#observations.at(-1)?.done ?? 0
    return rate === undefined || rate === 0 ? undefined : Math.max(0, total - done) / rate
  }

  /** The last observation that is as old as the window is long, or else the oldest. */
  #firstOfWindow(now: number): number {
    return Math.max(
      0,
      this.#observations.findLastIndex(({ at }) => at <= now - WINDOW_MS),
    )
  }
}
