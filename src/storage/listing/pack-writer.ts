import type { Pack } from '../object-store.ts'
import { MILLISECONDS, MOST_CHARACTERS, MOST_OBJECTS, SECONDS } from './pack.ts'

const LINE_FEED = 0x0a
const ZERO = 0x30
const TEN_MILLION = 10_000_000

/** The texts of a pack as they grow, in bytes: what was begun is only there once it is committed. */
export class PackWriter {
  /** Each has room for one more than a pack may hold. Texts end with a line feed, which the last of a pack loses. */
  readonly keys = Buffer.alloc(2 * MOST_CHARACTERS)
  readonly keysView = new DataView(this.keys.buffer, this.keys.byteOffset, this.keys.length)
  readonly sizes = Buffer.alloc((MOST_OBJECTS + 1) * 16)
  readonly etags = Buffer.alloc((MOST_OBJECTS + 1) * 72)
  readonly #times = new Float64Array(MOST_OBJECTS + 1)
  readonly #timeText = Buffer.alloc((MOST_OBJECTS + 1) * 24)
  /** Where the next text goes. */
  keysEnd = 0
  sizesEnd = 0
  etagsEnd = 0
  #objects = 0
  #isWhole = true
  #packs: Pack[] = []
  /** That of all objects. */
  storageClass = ''

  begin(): void {
    this.keysEnd = this.sizesEnd = this.etagsEnd = this.#objects = 0
    this.#isWhole = true
    this.#packs = []
  }

  /**
   * Adds an object, whose texts were written behind those before.
   *
   * @param time epoch milliseconds
   * @param isWhole are they whole seconds?
   */
  commit(keyEnd: number, sizeEnd: number, etagEnd: number, time: number, isWhole: boolean): void {
    if (keyEnd + 1 > MOST_CHARACTERS || this.#objects === MOST_OBJECTS) {
      const [key, size, etag] = [this.keysEnd, this.sizesEnd, this.etagsEnd]
      this.#close()
      this.keys.copyWithin(0, key, keyEnd)
      this.sizes.copyWithin(0, size, sizeEnd)
      this.etags.copyWithin(0, etag, etagEnd)
      this.commit(keyEnd - key, sizeEnd - size, etagEnd - etag, time, isWhole)
      return
    }
    this.keys[keyEnd] = LINE_FEED
    this.sizes[sizeEnd] = LINE_FEED
    this.etags[etagEnd] = LINE_FEED
    this.keysEnd = keyEnd + 1
    this.sizesEnd = sizeEnd + 1
    this.etagsEnd = etagEnd + 1
    this.#times[this.#objects++] = time
    if (!isWhole) this.#isWhole = false
  }

  /** @returns the packs since `begin` */
  end(): Pack[] {
    if (this.#objects > 0) this.#close()
    return this.#packs
  }

  #close(): void {
    this.#packs.push({
      objects: this.#objects,
      separator: '\n',
      keys: this.keys.toString('latin1', 0, this.keysEnd - 1),
      sizes: this.sizes.toString('latin1', 0, this.sizesEnd - 1),
      lastModified: this.#timeText.toString('latin1', 0, this.#writeTimes() - 1),
      timeUnit: this.#isWhole ? SECONDS : MILLISECONDS,
      etags: this.etags.toString('latin1', 0, this.etagsEnd - 1),
      storageClass: this.storageClass,
      storageClasses: null,
    })
    this.keysEnd = this.sizesEnd = this.etagsEnd = this.#objects = 0
    this.#isWhole = true
  }

  /** @returns where their text ends */
  #writeTimes(): number {
    const out = this.#timeText
    let at = 0
    for (let i = 0; i < this.#objects; i++) {
      const time = this.#times[i] as number
      const value = this.#isWhole ? time / 1000 : time
      const high = Math.floor(value / TEN_MILLION)
      if (high === 0) at = writeWhole(out, at, value)
      else at = writeDigits(out, writeWhole(out, at, high), value - high * TEN_MILLION, 7)
      out[at++] = LINE_FEED
    }
    return at
  }
}

function writeWhole(out: Uint8Array, at: number, value: number): number {
  let digits = 1
  for (let power = 10; value >= power; power *= 10) digits++
  return writeDigits(out, at, value, digits)
}

/** @param value below 2³¹ */
function writeDigits(out: Uint8Array, at: number, value: number, digits: number): number {
  let rest = value | 0
  for (let p = at + digits - 1; p >= at; p--) {
    const tenth = (rest / 10) | 0
    out[p] = ZERO + rest - 10 * tenth
    rest = tenth
  }
  return at + digits
}
