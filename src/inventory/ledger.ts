import type { RunStore } from '../store/run-store.ts'
import { type RangeProgress, saveListed } from './checkpoint.ts'
import { type Slice, slicesOf } from './slice.ts'
import type { RangeWalk, WalkedPage } from './walk.ts'

/** Keys that all walks together gather before they are kept: small enough to lose, and to hold in memory twice. */
const KEYS_PER_CHECKPOINT = 98_304
/** Nothing waits longer than this while pages come in, in milliseconds: a slow store's keys are not to be listed twice. */
const MOST_WAIT = 5_000

/**
 * What the walks listed and the run store does not have yet. It is kept for all of them at once: their keys and how
 * far each came are one transaction.
 */
export class Ledger {
  readonly #store: RunStore
  #slices: Slice[] = []
  #progress = new Map<number, RangeProgress>()
  #keys = 0
  #since = Date.now()
  #saving: Promise<void> = Promise.resolve()
  #isSaving = false

  constructor(store: RunStore) {
    this.#store = store
  }

  /**
   * Takes a page in; waits only when a checkpoint is due and the one before is not written yet, so memory stays bounded.
   *
   * @throws when a checkpoint could not be written: then nothing more is kept, since pages would be missing
   */
  async add(walk: RangeWalk, page: WalkedPage): Promise<void> {
    const now = Date.now()
    if (page.objects > 0) {
      if (this.#slices.length === 0) this.#since = now
      this.#slices.push(...slicesOf(walk.range.id, walk.range.bucket, page.packs, new Date(now)))
      this.#keys += page.objects
      const progress = this.#progressOf(walk)
      progress.keys += page.objects
      if (walk.store.byteOrdered) progress.lastKey = page.lastKey
    }
    if (this.#keys >= KEYS_PER_CHECKPOINT) await this.#saving
    const isDue = this.#keys >= KEYS_PER_CHECKPOINT || now - this.#since >= MOST_WAIT
    if (isDue && !this.#isSaving) void this.#save()
  }

  /** Notes that a walk is over. */
  end(walk: RangeWalk, state: RangeProgress['state'], error: string | null = null): void {
    Object.assign(this.#progressOf(walk), { state, error })
  }

  /** Keeps all that was taken in. @throws when it, or something before it, could not be written */
  async close(): Promise<void> {
    await this.#saving
    await this.#save()
  }

  #progressOf(walk: RangeWalk): RangeProgress {
    const { id } = walk.range
    const known = this.#progress.get(id)
    if (known !== undefined) return known
    const begun: RangeProgress = { id, state: 'pending', lastKey: null, keys: 0, error: null }
    this.#progress.set(id, begun)
    return begun
  }

  /** A failure stays: whoever waits for a checkpoint from then on is told of it. */
  #save(): Promise<void> {
    const [slices, progress] = [this.#slices, [...this.#progress.values()]]
    this.#slices = []
    this.#progress = new Map()
    this.#keys = 0
    this.#isSaving = true
    this.#saving = saveListed(this.#store, slices, progress).then(() => {
      this.#isSaving = false
    })
    this.#saving.catch(() => {}) // told to those who wait
    return this.#saving
  }
}
