import type { Total } from '../../src/vocabulary/journal.ts'
import { Pace } from './pace.ts'

/** A count of the stage in work. */
export type Count = {
  done: number
  unit: string
  /** Undefined when it is not known, also because an estimate turned out to be too low. */
  total: number | undefined
  estimated: boolean
  /** Units per second, lately. */
  rate: number | undefined
  secondsLeft: number | undefined
}

/** The stage in work, as it stands at one moment. It works on a step, or counts, or has not said anything yet. */
export type View = { stage: string; seconds: number; step: string | undefined; count: Count | undefined }

type Told = { done: number; total: Total; unit: string }

/** Remembers what the stage in work said last, and since when it has been going on. */
export class Work {
  #stage: { name: string; began: number } | undefined
  #step: string | undefined
  #told: Told | undefined
  #pace = new Pace()

  begin(name: string): void {
    this.#stage = { name, began: performance.now() }
    this.#step = undefined
    this.#told = undefined
    this.#pace = new Pace()
  }

  step(name: string): void {
    this.#step = name
    this.#told = undefined
  }

  count(told: Told): void {
    if (told.unit !== this.#told?.unit) this.#pace = new Pace()
    this.#step = undefined
    this.#told = told
    this.#pace.observe(told.done, performance.now())
  }

  end(): void {
    this.#stage = undefined
  }

  /** @returns how the stage stands now, undefined between stages */
  view(): View | undefined {
    if (this.#stage === undefined) return undefined
    const now = performance.now()
    return {
      stage: this.#stage.name,
      seconds: (now - this.#stage.began) / 1000,
      step: this.#step,
      count: this.#told && countOf(this.#told, this.#pace, now),
    }
  }
}

function countOf({ done, total: told, unit }: Told, pace: Pace, now: number): Count {
  const estimated = typeof told === 'object'
  const expected = estimated ? told.about : told
  const total = expected !== undefined && expected >= done && expected > 0 ? expected : undefined
  return {
    done,
    unit,
    total,
    estimated: estimated && total !== undefined,
    rate: pace.rate(now),
    secondsLeft: total === undefined ? undefined : pace.secondsLeft(total, now),
  }
}
