import { packsOf, unpack } from '../storage/listing/pack.ts'
import type { ListedPage, ObjectStore, Pack, PackedPage } from '../storage/object-store.ts'
import { compareAsciiKeys, compareKeys } from '../vocabulary/key-order.ts'
import type { KeyRange } from './range.ts'

/** What a page gave to its range. `lastKey`: '' when it gave no key. */
export type WalkedPage = {
  packs: Pack[]
  objects: number
  lastKey: string
  unreadable: ListedPage['unreadable']
}

/**
 * The listing of one range while it goes on. Its upper bound may be lowered (when it is split) at any time
 * between two pages; keys above it then belong to another walk.
 */
export class RangeWalk {
  readonly range: KeyRange
  readonly store: ObjectStore
  /** The last key that was given, or the lower bound. */
  lastKey: string
  /** The first key of the page that was given last. */
  firstOfPage = ''
  pages = 0

  constructor(range: KeyRange, store: ObjectStore, resumeAfter?: string) {
    this.range = range
    this.store = store
    this.lastKey = resumeAfter ?? range.after
  }

  /**
   * Gives the pages of the range, the last one cut at its upper bound.
   *
   * @throws when keys come out of order: such a listing cannot be cut into ranges, nor be believed
   */
  async *list(signal: AbortSignal): AsyncGenerator<WalkedPage> {
    const { store, range } = this
    const request = { prefix: range.prefix, after: this.lastKey, signal }
    for await (const page of store.listPacked?.(request) ?? store.list(request)) {
      this.pages++
      const packed = 'packs' in page ? this.#acceptPacked(page) : undefined
      if (packed !== undefined) {
        yield packed
        continue
      }
      const columns = 'packs' in page ? unpack(page.packs) : page
      const end = store.byteOrdered ? this.#accept(columns) : columns.keys.length
      this.firstOfPage = columns.keys[0] ?? ''
      const { keys } = columns
      yield {
        packs: packsOf(end === keys.length ? columns : cutPage(columns, end)),
        objects: end,
        lastKey: keys[end - 1] ?? '',
        unreadable: columns.unreadable,
      }
      if (end < keys.length) return
    }
  }

  /** @returns whether a key is still ahead of this walk and within its range */
  contains(key: string): boolean {
    const { prefix, upTo } = this.range
    return (
      key.startsWith(prefix) &&
      compareKeys(key, this.lastKey) > 0 &&
      (upTo === null || compareKeys(key, upTo) < 0)
    )
  }

  /** @returns undefined when not all of the page belongs to the range */
  #acceptPacked({ packs, objects, firstKey, lastKey, misplaced }: PackedPage): WalkedPage | undefined {
    if (this.store.byteOrdered) {
      const { upTo } = this.range
      if (compareKeys(this.lastKey, firstKey) >= 0) throw new OutOfOrder(this.lastKey, firstKey)
      if (misplaced !== undefined) throw new OutOfOrder(...misplaced)
      if (upTo !== null && compareKeys(lastKey, upTo) > 0) return undefined
      this.lastKey = lastKey
    }
    this.firstOfPage = firstKey
    return { packs, objects, lastKey, unreadable: undefined }
  }

  /** @returns how many keys of the page belong to the range; moves `lastKey` to the last of them */
  #accept(page: ListedPage): number {
    const compare = page.ascii === true ? compareAsciiKeys : compareKeys
    const { keys } = page
    const end = this.#ends(keys)
    let before = this.lastKey
    for (let i = 0; i < end; i++) {
      const key = keys[i] ?? ''
      if (compare(before, key) >= 0) throw new OutOfOrder(before, key)
      before = key
    }
    this.lastKey = before
    return end
  }

  /** @returns the index of the first key above the range; keys that are in order need one comparison, mostly */
  #ends(keys: readonly string[]): number {
    const { upTo } = this.range
    if (upTo === null) return keys.length
    if (compareKeys(keys.at(-1) ?? '', upTo) <= 0) return keys.length // were one above it before, they would be out of order
    return keys.findIndex((key) => compareKeys(key, upTo) > 0)
  }
}

export class OutOfOrder extends Error {
  constructor(before: string, after: string) {
    super(
      `keys are not in UTF-8 byte order: ${JSON.stringify(after)} came after ${JSON.stringify(before)}; set byte_ordered: false for this store`,
    )
    this.name = 'OutOfOrder'
  }
}

function cutPage(page: ListedPage, end: number): ListedPage {
  return {
    ...(page.ascii === undefined ? {} : { ascii: page.ascii }),
    ...(page.oneLine === undefined ? {} : { oneLine: page.oneLine }),
    keys: page.keys.slice(0, end),
    sizes: page.sizes.slice(0, end),
    lastModified: page.lastModified.slice(0, end),
    etags: page.etags.slice(0, end),
    storageClasses: page.storageClasses.slice(0, end),
  }
}
