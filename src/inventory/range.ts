import { compareKeys } from '../vocabulary/key-order.ts'

/** A range of keys below a prefix: `after` < key ≤ `upTo`, in UTF-8 byte order; without an upper bound to the end. */
export type KeyRange = { id: number; bucket: string; prefix: string; after: string; upTo: string | null }

/**
 * A key between two others, for a range about which nothing is known but its bounds: the characters are halved
 * where the bounds first differ. Keys are mostly ASCII, so an open end is taken as `~`.
 *
 * @returns undefined when no key can be found between them
 */
export function midKey(after: string, upTo: string | null, prefix: string): string | undefined {
  const middle = halve(after, upTo, prefix)
  if (middle === undefined || compareKeys(middle, after) <= 0) return undefined
  return upTo === null || compareKeys(middle, upTo) < 0 ? middle : undefined
}

function halve(after: string, upTo: string | null, prefix: string): string | undefined {
  const low = [...after]
  const high = upTo === null ? [...prefix, '\u007f'] : [...upTo]
  let shared = 0
  while (shared < low.length && shared < high.length && low[shared] === high[shared]) shared++
  const from = low[shared]?.codePointAt(0) ?? 0x20
  const to = high[shared]?.codePointAt(0) ?? 0x7f
  const head = low.slice(0, shared).join('')
  if (to - from >= 2) return head + character((from + to) >> 1)
  const next = low[shared + 1]?.codePointAt(0) ?? 0x20
  if (low[shared] === undefined || next >= 0x7e) return undefined
  return head + low[shared] + character((next + 0x7f) >> 1)
}

/** Surrogates are no characters: a point that falls among them is moved below. */
function character(codePoint: number): string {
  return String.fromCodePoint(codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xd7ff : codePoint)
}

/**
 * A key some way ahead of a page that was just listed, for keys that nobody promised: whoever numbers or scatters keys
 * raises a digit or a letter. Where the page's keys begin to differ a page is a step, so two characters before that
 * some tens of pages are; that character is raised half the way to the last one of its kind.
 *
 * @returns undefined when none of the characters there can be raised below `upTo`
 */
export function keyAhead(first: string, last: string, upTo: string | null): string | undefined {
  let differ = 0
  while (differ < last.length && first[differ] === last[differ]) differ++
  for (const at of [differ - 2, differ - 1, differ]) {
    const head = last.slice(0, Math.max(at, 0))
    const from = last.charCodeAt(at)
    const to = upTo?.startsWith(head) ? Math.min(endOfKind(from), upTo.charCodeAt(at)) : endOfKind(from)
    const key = head + String.fromCharCode((from + to) >> 1)
    if (to - from >= 2 && (upTo === null || compareKeys(key, upTo) < 0)) return key
  }
  return undefined
}

/** @returns the code after the last digit, capital or small letter, whichever a code is; NaN when it is none */
function endOfKind(code: number): number {
  const kind = ['09', 'AZ', 'az'].find((ends) => code >= ends.charCodeAt(0) && code <= ends.charCodeAt(1))
  return kind === undefined ? Number.NaN : kind.charCodeAt(1) + 1
}
