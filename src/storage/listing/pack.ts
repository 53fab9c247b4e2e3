import type { ListedPage, Pack } from '../object-store.ts'

/** Texts below 4,096 bytes lie within the engine's blocks; longer ones each take blocks of their own. */
export const MOST_CHARACTERS = 3_800
/** An ETag is 32 hexadecimal digits mostly: so many of them fit. */
export const MOST_OBJECTS = 110

export const [SECONDS, MILLISECONDS] = [1_000_000, 1000]

/** Packs a listed page; no pack when it is empty. */
export function packsOf(page: ListedPage): Pack[] {
  const packs: Pack[] = []
  for (let from = 0, to = 0; from < page.keys.length; from = to) {
    to = packEnd(page.keys, from)
    packs.push(pack(page, from, to))
  }
  return packs
}

/** @returns where the pack ends that begins at `from`: it has one object at least */
function packEnd(keys: readonly string[], from: number): number {
  const end = Math.min(keys.length, from + MOST_OBJECTS)
  let characters = 0
  for (let i = from; i < end; i++) {
    characters += (keys[i]?.length ?? 0) + 1
    if (characters > MOST_CHARACTERS) return Math.max(i, from + 1)
  }
  return end
}

function pack(page: ListedPage, from: number, to: number): Pack {
  const keys = page.keys.slice(from, to)
  const etags = page.etags.slice(from, to)
  const classes = page.storageClasses.slice(from, to)
  const hasEtags = etags.some((etag) => etag !== null)
  const isOneClass = classes.every((one) => one === classes[0])
  const texts = [keys, ...(hasEtags ? [etags] : []), ...(isOneClass ? [] : [classes])]
  const separator = page.oneLine === true ? '\n' : separatorOf(texts)
  return {
    objects: keys.length,
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
    return { lastModified: times.map((ms) => ms / 1000).join(separator), timeUnit: SECONDS }
  const texts = times.map((ms) => (Number.isNaN(ms) ? '' : String(ms)))
  return { lastModified: texts.join(separator), timeUnit: MILLISECONDS }
}

/** Takes packs of a plain page apart again: all have their ETag, their time and the one class. */
export function unpack(packs: readonly Pack[]): ListedPage {
  const split = (text: string | null, { separator }: Pack) => text?.split(separator) ?? []
  return {
    keys: packs.flatMap((pack) => split(pack.keys, pack)),
    ascii: true,
    oneLine: true,
    sizes: packs.flatMap((pack) => split(pack.sizes, pack).map(Number)),
    lastModified: packs.flatMap((pack) =>
      split(pack.lastModified, pack).map((time) => (Number(time) * pack.timeUnit) / MILLISECONDS),
    ),
    etags: packs.flatMap((pack) => split(pack.etags, pack)),
    storageClasses: packs.flatMap((pack) => Array<string>(pack.objects).fill(pack.storageClass ?? '')),
  }
}
