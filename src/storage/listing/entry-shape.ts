import { isAscii } from 'node:buffer'
import { scanListing } from './scan.ts'

/** What of an entry differs from that of the entry before. */
export type Field = 'Key' | 'LastModified' | 'ETag' | 'Size'

/**
 * How entries of a listing are written: four fields, in whatever order, and the bytes before, between and behind them,
 * which are the same in each.
 */
export type EntryShape = {
  fields: readonly Field[]
  /** One more than there are fields. */
  literals: readonly Literal[]
  storageClass: string
}

/** Bytes (four at least) that are compared four at a time; the last word may lie over the one before. */
export type Literal = { length: number; words: Int32Array; lastWord: number }

/** Nothing of an entry that is longer than this is taken for plain. */
export const MOST_ENTRY_BYTES = 4096

const OPENING = '<Contents>'
const CLOSING = '</Contents>'
const FIELD =
  /<(Key)>([^<&>%+"]+)<\/Key>|<(LastModified)>([^<&>]+)<\/LastModified>|<(ETag)>&quot;([^<&>"]+)&quot;<\/ETag>|<(Size)>([0-9]+)<\/Size>/g

/**
 * Learns the shape of an entry from one. What the scanner of all listings reads of it must be what stands in the
 * fields; an entry that has the same literals, and fields without any `<`, is then read the same way.
 *
 * @param text the listing from this entry on, as Latin-1
 * @returns undefined when the entry is not plain
 */
export function learnShape(text: string): EntryShape | undefined {
  const end = text.indexOf(CLOSING) + CLOSING.length
  const entry = text.slice(0, end)
  if (!entry.startsWith(OPENING) || end > MOST_ENTRY_BYTES / 2 || entry.includes('\r')) return undefined
  if (!isAscii(Buffer.from(entry, 'latin1'))) return undefined
  const found = [...entry.matchAll(FIELD)].map((match) => {
    const [written, ...groups] = match
    const [name = '', value = ''] = groups.filter((group) => group !== undefined)
    return { name: name as Field, value, at: match.index + written.indexOf(value, name.length + 2) }
  })
  const values = new Map(found.map(({ name, value }) => [name, value]))
  if (found.length !== 4 || values.size !== 4 || !isReadSo(entry, values)) return undefined
  const cuts = [0, ...found.flatMap(({ at, value }) => [at, at + value.length]), entry.length]
  return {
    fields: found.map(({ name }) => name),
    literals: found
      .map((_, i) => entry.slice(cuts[2 * i], cuts[2 * i + 1]))
      .concat(entry.slice(cuts.at(-2)))
      .map(literalOf),
    storageClass: /<StorageClass>([^<&]+)</.exec(entry)?.[1] ?? '',
  }
}

function isReadSo(entry: string, values: Map<Field, string>): boolean {
  for (const tag of ['<Key', '<LastModified', '<ETag', '<Size', '<StorageClass'])
    if (entry.split(tag).length > 2) return false
  let page: ReturnType<typeof scanListing>
  try {
    page = scanListing(Buffer.from(`<ListBucketResult>${entry}</ListBucketResult>`))
  } catch {
    return false
  }
  const { keys = [], sizes, lastModified, etags, storageClasses } = page?.page ?? {}
  return (
    keys.length === 1 &&
    keys[0] === values.get('Key') &&
    String(sizes?.[0]) === values.get('Size') &&
    lastModified?.[0] === Date.parse(values.get('LastModified') ?? '') &&
    etags?.[0] === values.get('ETag') &&
    (storageClasses?.[0] ?? '') === (/<StorageClass>([^<&]+)</.exec(entry)?.[1] ?? '')
  )
}

function literalOf(text: string): Literal {
  const bytes = Buffer.from(text, 'latin1')
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readInt32LE(4 * i))
  return { length: bytes.length, words, lastWord: bytes.readInt32LE(bytes.length - 4) }
}
