import type { PackedPage } from '../object-store.ts'
import type { BodyBuffer } from './body-buffer.ts'
import { type EntryShape, type Literal, learnShape, MOST_ENTRY_BYTES } from './entry-shape.ts'
import { TimeReader } from './listed-time.ts'
import { PackWriter } from './pack-writer.ts'
import { HOLE, type ScannedListing, scanListing } from './scan.ts'

/** How many shapes are kept in mind, and how many new ones a page may have. */
const MOST_SHAPES = 8
const MOST_KEY_BYTES = 1024
const MOST_ETAG_BYTES = 64
const MOST_SIZE_DIGITS = 15
const TIME_BYTES = '2023-07-27T10:30:00.000Z'.length
const [TAB, LINE_FEED, SPACE, ZERO, NINE, LESS_THAN, AMPERSAND] = [9, 0x0a, 0x20, 0x30, 0x39, 0x3c, 0x26]
const OPENING = Buffer.from('<Contents>')
/** `<Contents>` alone has that there, and neither `<CommonPrefixes>` nor `<ContinuationToken>`. */
const ONTE = OPENING.readInt32LE(2)
const NONE = -1

/** Bytes that mean themselves, in a key that is URL-encoded too: printable ASCII without `"%&+<>`. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= SPACE && byte < 0x7f && !'"%&+<>'.includes(String.fromCharCode(byte)) ? 1 : 0,
)

/**
 * Packs the entries of a plain page straight from its bytes: of no single key a string is made. Plain is a page whose
 * entries are of a few shapes and of one class, all with a time and an ETag, and whose keys need no decoding; any other
 * is left to `scanListing`. What stands before and behind the entries is read by that one too.
 *
 * The entry that is being read is written behind those before, and counts once it is whole.
 */
export class PlainPageReader {
  readonly #times = new TimeReader()
  readonly #packs = new PackWriter()
  /** The one that fitted last is the first to be tried. */
  #shapes: EntryShape[] = []
  #bytes: Buffer = Buffer.alloc(0)
  #view: DataView = new DataView(new ArrayBuffer(0))
  /** Where the last whole entry's key lies in the body, and that of the entry that is being read. */
  #keyFrom = 0
  #keyTo = 0
  #newKeyFrom = 0
  #newKeyTo = 0
  /** So many bytes at least the two keys have in common. */
  #common = 0
  /** Where the texts of this entry end in those of the pack. */
  #keyEnd = 0
  #sizeEnd = 0
  #etagEnd = 0
  #time = 0
  #isWhole = true

  /** @returns undefined when the page is not plain: what `scanListing` says of it counts */
  read({ bytes, view, length }: BodyBuffer): ScannedListing<PackedPage> | undefined {
    this.#bytes = bytes
    this.#view = view
    const from = bytes.subarray(0, length).indexOf(OPENING)
    const entries = from < 0 ? undefined : this.#readEntries(from, length)
    if (entries === undefined) return undefined
    const rest = readRest(bytes, from, entries.end, length)
    return rest?.page.keys.length === 0 ? { page: entries.page, nextToken: rest.nextToken } : undefined
  }

  /** @returns undefined when an entry is not plain */
  #readEntries(from: number, length: number): { page: PackedPage; end: number } | undefined {
    const packs = this.#packs
    let [at, objects, learned] = [from, 0, 0]
    let misplaced: PackedPage['misplaced']
    let firstKey = ''
    this.#keyFrom = this.#keyTo = 0
    packs.begin() // an earlier page may have been given up half-way
    for (;;) {
      at = this.#passSpace(at)
      if (at >= length || this.#view.getInt32(at + 2, true) !== ONTE) break
      let end = this.#readEntry(at, length)
      if (end < 0 && learned++ < MOST_SHAPES && this.#learn(at, length)) end = this.#readEntry(at, length)
      const shape = this.#shapes[0]
      if (end < 0 || shape === undefined) return undefined
      if (objects === 0) {
        packs.storageClass = shape.storageClass
        firstKey = this.#text(this.#newKeyFrom, this.#newKeyTo)
      } else if (shape.storageClass !== packs.storageClass) return undefined
      else if (misplaced === undefined && !this.#isInOrder())
        misplaced = [this.#text(this.#keyFrom, this.#keyTo), this.#text(this.#newKeyFrom, this.#newKeyTo)]
      packs.commit(this.#keyEnd, this.#sizeEnd, this.#etagEnd, this.#time, this.#isWhole)
      this.#keyFrom = this.#newKeyFrom
      this.#keyTo = this.#newKeyTo
      objects++
      at = end
    }
    if (objects === 0) return undefined
    const lastKey = this.#text(this.#keyFrom, this.#keyTo)
    return { page: { packs: packs.end(), objects, firstKey, lastKey, misplaced }, end: at }
  }

  #learn(at: number, length: number): boolean {
    const shape = learnShape(this.#text(at, Math.min(at + MOST_ENTRY_BYTES, length)))
    if (shape === undefined) return false
    this.#shapes = [shape, ...this.#shapes.slice(0, MOST_SHAPES - 1)]
    return true
  }

  /** @returns where the entry ends; negative when it has none of the shapes */
  #readEntry(at: number, length: number): number {
    for (let i = 0; i < this.#shapes.length; i++) {
      const shape = this.#shapes[i] as EntryShape
      const end = this.#readAs(shape, at)
      if (end < 0 || end > length) continue // behind the body lies what is left of an earlier one
      if (i > 0) this.#shapes = [shape, ...this.#shapes.filter((other) => other !== shape)]
      return end
    }
    return NONE
  }

  #readAs({ fields, literals }: EntryShape, from: number): number {
    let at = this.#passLiteral(literals[0] as Literal, from)
    for (let i = 0; i < fields.length && at >= 0; i++) {
      const field = fields[i]
      if (field === 'Key') at = this.#readKey(at)
      else if (field === 'LastModified') at = this.#readTime(at)
      else if (field === 'ETag') at = this.#readEtag(at)
      else at = this.#readSize(at)
      if (at >= 0) at = this.#passLiteral(literals[i + 1] as Literal, at)
    }
    return at
  }

  #passLiteral({ length, words, lastWord }: Literal, at: number): number {
    const view = this.#view
    for (let i = 0; i < words.length; i++) if (view.getInt32(at + 4 * i, true) !== words[i]) return NONE
    return view.getInt32(at + length - 4, true) === lastWord ? at + length : NONE
  }

  /** What a key has in common with the one before, of whose bytes all are plain, is copied four bytes at a time. */
  #readKey(from: number): number {
    const [bytes, view, out] = [this.#bytes, this.#view, this.#packs.keys]
    const outView = this.#packs.keysView
    let to = this.#packs.keysEnd
    let at = from
    let before = this.#keyFrom
    for (const last = this.#keyTo - 4; before <= last; before += 4, at += 4, to += 4) {
      const word = view.getInt32(before, true)
      if (view.getInt32(at, true) !== word) break
      outView.setInt32(to, word, true)
    }
    this.#common = at - from
    const most = from + MOST_KEY_BYTES
    let byte = bytes[at] as number
    while (PLAIN[byte] === 1 && at < most) {
      out[to++] = byte
      byte = bytes[++at] as number
    }
    this.#newKeyFrom = from
    this.#newKeyTo = at
    this.#keyEnd = to
    return byte === LESS_THAN && at > from ? at : NONE
  }

  #readEtag(from: number): number {
    const [bytes, out] = [this.#bytes, this.#packs.etags]
    let to = this.#packs.etagsEnd
    let at = from
    const most = from + MOST_ETAG_BYTES
    let byte = bytes[at] as number
    while (PLAIN[byte] === 1 && at < most) {
      out[to++] = byte
      byte = bytes[++at] as number
    }
    this.#etagEnd = to
    return byte === AMPERSAND && at > from ? at : NONE
  }

  #readSize(from: number): number {
    const [bytes, out] = [this.#bytes, this.#packs.sizes]
    let to = this.#packs.sizesEnd
    let at = from
    let byte = bytes[at] as number
    while (byte >= ZERO && byte <= NINE && at < from + MOST_SIZE_DIGITS) {
      out[to++] = byte
      byte = bytes[++at] as number
    }
    this.#sizeEnd = to
    const isWrittenSo = at === from + 1 || bytes[from] !== ZERO // 007 is 7
    return byte === LESS_THAN && at > from && isWrittenSo ? at : NONE
  }

  #readTime(from: number): number {
    const to = from + TIME_BYTES
    const time = this.#times.read(this.#bytes, from, to)
    this.#time = time
    this.#isWhole = time % 1000 === 0
    return time >= 0 ? to : NONE // NaN is not
  }

  /** Does the key of this entry come after the one before, by their bytes? */
  #isInOrder(): boolean {
    const bytes = this.#bytes
    let before = this.#keyFrom + this.#common
    let at = this.#newKeyFrom + this.#common
    while (before < this.#keyTo && at < this.#newKeyTo && bytes[before] === bytes[at]) {
      before++
      at++
    }
    if (before === this.#keyTo || at === this.#newKeyTo) return at < this.#newKeyTo
    return (bytes[before] as number) < (bytes[at] as number)
  }

  #passSpace(from: number): number {
    let at = from
    for (let byte = this.#bytes[at]; byte === SPACE || byte === LINE_FEED || byte === TAB; )
      byte = this.#bytes[++at]
    return at
  }

  #text(from: number, to: number): string {
    return this.#bytes.toString('latin1', from, to)
  }
}

/** Has all but the entries scanned. */
function readRest(bytes: Buffer, from: number, to: number, length: number): ScannedListing | undefined {
  try {
    return scanListing(Buffer.concat([bytes.subarray(0, from), HOLE, bytes.subarray(to, length)]), from)
  } catch {
    return undefined // what is wrong is told of the whole
  }
}
