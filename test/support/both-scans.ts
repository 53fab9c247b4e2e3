import { isDeepStrictEqual } from 'node:util'
import { BodyBuffer } from '../../src/storage/listing/body-buffer.ts'
import { packsOf, unpack } from '../../src/storage/listing/pack.ts'
import { PlainPageReader } from '../../src/storage/listing/plain-page.ts'
import { type ScannedListing, scanListing } from '../../src/storage/listing/scan.ts'
import type { PackedPage } from '../../src/storage/object-store.ts'
import { compareKeys } from '../../src/vocabulary/key-order.ts'

/**
 * Reads body after body as a walk does, into the same memory, and holds what is packed to what the scanner of all
 * listings reads of the same bytes.
 */
export class BothScans {
  readonly #reader = new PlainPageReader()
  readonly #body = new BodyBuffer()

  /**
   * @returns the packed page; undefined when the page was left to the scanner of all listings
   * @throws when the two do not agree, or the page does not come out of its packs as it was
   */
  read(document: Buffer): PackedPage | undefined {
    this.#body.length = 0
    this.#body.append(document)
    const packed = this.#reader.read(this.#body)
    if (packed === undefined) return undefined
    const seen = scanListing(Buffer.from(document))
    const expected = seen === undefined ? undefined : packedByColumns(seen)
    if (!isDeepStrictEqual(packed, expected))
      throw new Error(`packed as ${JSON.stringify(packed)}, not as ${JSON.stringify(expected)}`)
    if (!isDeepStrictEqual(packsOf(unpack(packed.page.packs)), packed.page.packs))
      throw new Error(`${JSON.stringify(packed)} does not come out as it went in`)
    return packed.page
  }
}

function packedByColumns({ page, nextToken }: ScannedListing): ScannedListing<PackedPage> {
  const { keys } = page
  const at = keys.findIndex((key, i) => i > 0 && compareKeys(keys[i - 1] ?? '', key) >= 0)
  return {
    page: {
      packs: packsOf(page),
      objects: keys.length,
      firstKey: keys[0] ?? '',
      lastKey: keys.at(-1) ?? '',
      misplaced: at < 0 ? undefined : [keys[at - 1] ?? '', keys[at] ?? ''],
    },
    nextToken,
  }
}
