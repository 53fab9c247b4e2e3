import type { ListedPage } from '../storage/object-store.ts'
import type { Cell } from '../store/batch-writer.ts'
import type { Writer } from '../store/run-store.ts'

/** A row of `listed_slice`: some objects of a listed page, each of their columns as one text. */
export type Slice = {
  rangeId: number
  bucket: string
  listedAt: Date
  separator: string
  keys: string
  sizes: string
  lastModified: string
  /** In microseconds. */
  timeUnit: number
  etags: string | null
  /** When all are of one class, that class ('': none); else null, and `storageClasses` has all of them. */
  storageClass: string | null
  storageClasses: string | null
}

/** Texts below 4,096 bytes lie within the engine's blocks; longer ones each take blocks of their own. */
const MOST_CHARACTERS = 3_800
/** An ETag is 32 hexadecimal digits mostly: so many of them fit. */
const MOST_OBJECTS = 110

/** Cuts a listed page into slices; none when it is empty. */
export function slicesOf(rangeId: number, bucket: string, page: ListedPage, listedAt: Date): Slice[] {
  const slices: Slice[] = []
  for (let from = 0, to = 0; from < page.keys.length; from = to) {
    to = sliceEnd(page.keys, from)
    slices.push({ rangeId, bucket, listedAt, ...pack(page, from, to) })
  }
  return slices
}

/** @returns where the slice ends that begins at `from`: it has one object at least */
function sliceEnd(keys: readonly string[], from: number): number {
  const end = Math.min(keys.length, from + MOST_OBJECTS)
  let characters = 0
  for (let i = from; i < end; i++) {
    characters += (keys[i]?.length ?? 0) + 1
    if (characters > MOST_CHARACTERS) return Math.max(i, from + 1)
  }
  return end
}

function pack(page: ListedPage, from: number, to: number) {
  const keys = page.keys.slice(from, to)
  const etags = page.etags.slice(from, to)
  const classes = page.storageClasses.slice(from, to)
  const hasEtags = etags.some((etag) => etag !== null)
  const isOneClass = classes.every((one) => one === classes[0])
  const texts = [keys, ...(hasEtags ? [etags] : []), ...(isOneClass ? [] : [classes])]
  const separator = page.oneLine === true ? '\n' : separatorOf(texts)
  return {
    separator,
    keys: keys.join(separator),
    sizes: page.sizes.slice(from, to).join(separator),
    ...packTimes(page.lastModified.slice(from, to), separator),
    etags: hasEtags ? etags.join(separator) : null, // what is null is joined as ''
    storageClass: isOneClass ? (classes[0] ?? '') : null,
    storageClasses: isOneClass ? null : classes.join(separator),
  }
}

/**
 * Finds what none of the texts contains: a line feed, followed by as many U+0001 as that takes. Since a line feed is
 * only its beginning, it cannot lie across the end of a text either.
 */
function separatorOf(columns: readonly (readonly (string | null)[])[]): string {
  let separator = '\n'
  while (columns.some((texts) => texts.some((text) => text?.includes(separator)))) separator += '\u0001'
  return separator
}

/** Mostly they are whole seconds, which are written in less than half the time. One that is not told is ''. */
function packTimes(times: readonly number[], separator: string) {
  if (times.every((ms) => ms % 1000 === 0))
    return { lastModified: times.map((ms) => ms / 1000).join(separator), timeUnit: 1_000_000 }
  const texts = times.map((ms) => (Number.isNaN(ms) ? '' : String(ms)))
  return { lastModified: texts.join(separator), timeUnit: 1000 }
}

/** Adds slices to the run store, within a transaction. */
export async function appendSlices(writer: Writer, slices: readonly Slice[]): Promise<void> {
  if (slices.length === 0) return
  const rows = await writer.append('listed_slice')
  rows.write(columnsOf(slices))
  rows.close()
}

function columnsOf(slices: readonly Slice[]): Cell[][] {
  return [
    slices.map((slice) => slice.rangeId),
    slices.map((slice) => slice.bucket),
    slices.map((slice) => slice.listedAt),
    slices.map((slice) => slice.separator),
    slices.map((slice) => slice.keys),
    slices.map((slice) => slice.sizes),
    slices.map((slice) => slice.lastModified),
    slices.map((slice) => slice.timeUnit),
    slices.map((slice) => slice.etags),
    slices.map((slice) => slice.storageClass),
    slices.map((slice) => slice.storageClasses),
  ]
}
