import type { ObjectStore } from '../storage/object-store.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { messageOf } from '../vocabulary/failure.ts'
import { compareKeys } from '../vocabulary/key-order.ts'
import type { Check } from './check.ts'

const PAGES_FROM_THE_START = 2
/** So many places where another order would go on with another key are listed from. */
const TELLING_PLACES = 2

/**
 * Looks whether a store lists as ranges need it: keys in UTF-8 byte order, and after a key only later ones, none
 * left out. Two pages are listed from the start, then one page from each of some places: in the middle of them,
 * where an order by UTF-16 units or by language would go on elsewhere, and in other parts of the key space.
 */
export async function checkOrder(store: ObjectStore, signal: AbortSignal): Promise<Check> {
  const about = { subject: 'order', name: `order of ${store.bucket}` } as const
  if (!store.byteOrdered)
    return { ...about, result: 'ok', detail: 'is listed as one range, which rests on no order' }
  try {
    const [prefix = ''] = store.prefixes
    const seen = await listKeys(store, prefix, '', PAGES_FROM_THE_START, signal)
    if (seen.length === 0)
      return {
        ...about,
        result: 'warning',
        detail: `there is no object${prefix === '' ? '' : ` below ${show(prefix)}`}`,
        advice: 'check bucket and prefixes: a run would find everything missing, and stop',
      }
    const telling = tellingPlaces(seen)
    const places = [...new Set([seen[(seen.length - 1) >> 1] ?? '', ...telling, ...farPlaces(prefix)])]
    const problems = [
      disorderOf(seen),
      ...(await Promise.all(places.map((place) => problemAfter(store, prefix, place, seen, signal)))),
    ]
    const problem = problems.find((text) => text !== undefined)
    if (problem !== undefined)
      return {
        ...about,
        result: 'failed',
        detail: problem,
        advice: 'set byte_ordered: false for this store: it is then listed as one range',
        exitCode: EXIT.usage,
      }
    const remark = telling.length > 0 ? '' : ', though none of these keys would tell it from another order'
    return {
      ...about,
      result: 'ok',
      detail: `${seen.length.toLocaleString('en')} keys came in UTF-8 byte order, and StartAfter is honoured${remark}`,
    }
  } catch (error) {
    signal.throwIfAborted()
    return {
      ...about,
      result: 'warning',
      detail: `could not be looked at: ${messageOf(error)}`,
      advice: 'ask the host of the storage: what a run cannot list stays unknown',
    }
  }
}

/** @returns what is wrong with the page after `place`; nothing when it is as it should be */
async function problemAfter(
  store: ObjectStore,
  prefix: string,
  place: string,
  seen: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const page = await listKeys(store, prefix, place, 1, signal)
  const [first] = page
  if (first === place) return `StartAfter is not exclusive: ${show(place)} was given again`
  if (first !== undefined && compareKeys(first, place) < 0)
    return `StartAfter is not honoured: after ${show(place)} came ${show(first)}`
  const next = seen.find((key) => compareKeys(key, place) > 0)
  if (next !== undefined && (first === undefined || compareKeys(first, next) > 0)) {
    const stillThere = (await store.head(next, signal)).answer === 'found'
    if (stillThere) return `StartAfter leaves keys out: after ${show(place)} came no ${show(next)}`
  }
  return disorderOf(page)
}

function disorderOf(keys: readonly string[]): string | undefined {
  const at = keys.findIndex((key, i) => i > 0 && compareKeys(keys[i - 1] ?? '', key) >= 0)
  if (at < 0) return undefined
  return `keys are not in UTF-8 byte order: ${show(keys[at])} came after ${show(keys[at - 1])}`
}

/** @returns keys after which another order (by UTF-16 unit, by language) would not go on with the next one */
function tellingPlaces(keys: readonly string[]): string[] {
  const language = new Intl.Collator('en')
  const telling = keys.filter((key, i) => {
    const next = keys[i + 1]
    return next !== undefined && (next < key || language.compare(next, key) < 0)
  })
  return telling.slice(0, TELLING_PLACES)
}

/** After the capitals, after the small letters, and after all below the surrogates of UTF-16. */
function farPlaces(prefix: string): string[] {
  return ['Z', 'z', '\u{d7ff}'].map((last) => prefix + last)
}

async function listKeys(
  store: ObjectStore,
  prefix: string,
  after: string,
  pages: number,
  signal: AbortSignal,
): Promise<string[]> {
  const keys: string[] = []
  let seen = 0
  for await (const page of store.list({ prefix, after, signal })) {
    keys.push(...page.keys)
    if (++seen === pages) break
  }
  return keys
}

/** No more than the beginning of a key, which is where two keys that are out of order differ. */
function show(key: string | undefined): string {
  return JSON.stringify(key === undefined || key.length <= 60 ? key : `${key.slice(0, 60)}…`)
}
