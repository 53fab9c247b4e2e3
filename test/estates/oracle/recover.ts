import type { Estate, StoredKey } from '../estate.ts'
import { type Looked, nameOf, type Placed } from './judge.ts'
import { usualSpellings } from './spellings.ts'
import { fingerprint, type Held, heldOf, type Trouble, type World } from './world.ts'

/** Where something can be got back from; `keys`: any of them is right (`#n` after it: that entry of its history). */
export type Recovered = {
  recovery: 'relocated' | 'replica' | 'version' | 'none' | 'unknown'
  from: string | null
  keys: string[]
}

/** Is a copy what was promised? `open`: that could not be established. */
type Fit = 'fits' | 'no' | 'open'
type Source = {
  recovery: 'relocated' | 'replica' | 'version'
  from: string
  copies: { key: string; fit: Fit }[]
}

/** What recovery needs to know beside the row: who promises what, and what nobody does. */
export type Around = {
  estate: Estate
  world: World
  looked: Looked
  /** Names of all keys that rows promise. */
  promised: ReadonlySet<string>
  orphans: readonly { bucket: string; object: Held }[]
  /** Of each object the sizes that its damaged rows promise. */
  sizes: ReadonlyMap<string, ReadonlySet<number | null>>
}

/**
 * @returns where a damaged object can be got back from: an orphan, a recovery store in its order, an older version;
 *   `none` needs an answer of every source
 */
export function recover(around: Around, row: Placed, missing: boolean): Recovered {
  const keys = soughtKeys(around, row)
  const sources = [
    ...(missing ? relocations(around, row) : []),
    ...around.estate.recovery.map((store) => replicas(around, row, store.bucket, store.keyPrefix, keys)),
    ...versions(around, row, keys),
  ]
  for (const { recovery, from, copies } of sources) {
    const fitting = copies.filter(({ fit }) => fit === 'fits').map(({ key }) => key)
    if (fitting.length > 0) return { recovery, from, keys: fitting }
  }
  const open = sources.some(({ copies }) => copies.some(({ fit }) => fit === 'open'))
  // Where a listing was refused there may be the orphan that it was moved to.
  const unseen =
    missing &&
    isComparable(row) &&
    around.estate.primary.some(({ unlisted, answers }) => unlisted !== null || !answers)
  if (unseen) return { recovery: 'unknown', from: null, keys: [] }
  return { recovery: open ? 'unknown' : 'none', from: null, keys: [] }
}

/** Its own key, the one that it was found under, and the usual other spellings, unless they are somebody else's. */
function soughtKeys({ promised }: Around, { bucket, key, askKey }: Placed): string[] {
  if (key === null) return []
  const others = [askKey ?? key, ...usualSpellings(key)].filter(
    (other) => !promised.has(nameOf(bucket, other)),
  )
  return [...new Set([key, ...others])]
}

/** Is there what an orphan could be told by? */
function isComparable(row: Placed): row is Placed & { size: number; checksum: string } {
  const { size, checksum } = row
  return checksum !== null && size !== null && size > 0
}

/** An orphan of the promised size and checksum; one of the own bucket is preferred. */
function relocations(around: Around, row: Placed): Source[] {
  if (!isComparable(row)) return []
  const { size, checksum, bucket } = row
  const sources = [...Map.groupBy(around.orphans, (orphan) => orphan.bucket)].map(
    ([from, orphans]): Source => {
      const alike = orphans.filter(({ object }) => object.size === size)
      return {
        recovery: 'relocated',
        from,
        copies: alike.map(({ object }) => ({
          key: object.key,
          fit: orphanFits(around, checksum, from, object),
        })),
      }
    },
  )
  return sources.sort((a, b) => Number(b.from === bucket) - Number(a.from === bucket))
}

function orphanFits({ world, looked, estate }: Around, checksum: string, bucket: string, object: Held): Fit {
  // Its MD5 was listed: another one than is promised for anything of its size says that it is another object.
  const listed =
    estate.settings.verify === 'none' ? [] : comparable(object, checksum, looked.distrusted.has(bucket))
  const md5 = listed.find((sum) => algorithmOf(sum) === 'md5')
  if (algorithmOf(checksum) === 'md5' && md5 !== undefined && md5 !== checksum) return 'no'
  const answer = world.head(bucket, object.key)
  if (isTrouble(answer)) return answer === 'absent' ? 'no' : 'open'
  const known = comparable(answer, checksum, looked.distrusted.has(bucket))
  if (known.length > 0) return known.includes(checksum) ? 'fits' : 'no'
  if (!reads(estate)) return 'no'
  const content = world.get(bucket, object.key)
  if (isTrouble(content)) return content === 'absent' ? 'no' : 'open'
  return fingerprintOf(content, checksum) === checksum ? 'fits' : 'no'
}

function replicas(
  around: Around,
  row: Placed,
  from: string,
  keyPrefix: string,
  keys: readonly string[],
): Source {
  const copies = keys.map((own) => {
    const key = keyPrefix + own
    const answer = around.world.head(from, key)
    return { key, fit: copyFits(around, row, answer, false, () => around.world.get(from, key)) }
  })
  return { recovery: 'replica', from, copies }
}

/** Versions that are neither the present one nor a delete marker; of each key the newest that fits. */
function versions(around: Around, row: Placed, keys: readonly string[]): Source[] {
  const { estate, world, looked } = around
  const { bucket } = row
  const store = estate.primary.find((candidate) => candidate.bucket === bucket)
  if (store === undefined || !store.versioned) return []
  const copies = keys.flatMap((key) => {
    const stored = store.keys.find((candidate) => candidate.key === key)
    const ofKey = olderVersions(stored).map(({ held, n }) => {
      const wanted = around.sizes.get(nameOf(bucket, row.key ?? ''))
      const asked = wanted?.has(held.size) || (wanted?.has(null) && held.size > 0)
      const trouble = asked ? world.faultOf('HEAD', bucket, key) : undefined
      const read = () => world.faultOf('GET', bucket, key) ?? held
      const fit = copyFits(around, row, trouble ?? held, looked.distrusted.has(bucket), read)
      return { key: `${key}#${n}`, fit }
    })
    const newest = ofKey.find(({ fit }) => fit === 'fits')
    return newest === undefined ? ofKey : [newest]
  })
  return [{ recovery: 'version', from: bucket, copies }]
}

function olderVersions(stored: StoredKey | undefined): { held: Held; n: number }[] {
  if (stored === undefined) return []
  return stored.history
    .slice(0, -1)
    .map((content, n) => ({ held: heldOf(stored, content), n }))
    .filter((version): version is { held: Held; n: number } => version.held !== undefined)
    .reverse()
}

function copyFits(
  { estate }: Around,
  { size, checksum }: Placed,
  answer: Held | Trouble,
  distrusted: boolean,
  read: () => Held | Trouble,
): Fit {
  if (isTrouble(answer)) return answer === 'absent' ? 'no' : 'open'
  if (size === null ? answer.size === 0 : answer.size !== size) return 'no'
  if (checksum === null) return 'fits'
  const known = comparable(answer, checksum, distrusted)
  if (known.includes(checksum)) return 'fits'
  if (!reads(estate)) return known.length > 0 ? 'no' : 'fits'
  const content = read()
  if (content === 'archived') return known.length > 0 ? 'no' : 'fits'
  if (isTrouble(content)) return content === 'absent' ? 'no' : 'open'
  return fingerprintOf(content, checksum) === checksum ? 'fits' : 'no'
}

/** What storage states of a copy in the algorithm of the promise. */
function comparable(copy: Held, checksum: string, distrusted: boolean): string[] {
  const algorithm = algorithmOf(checksum)
  if (algorithm === 'md5' && distrusted) return []
  return copy.states.filter((sum) => algorithmOf(sum) === algorithm)
}

const algorithmOf = (checksum: string) => checksum.split(':')[0] ?? ''
const fingerprintOf = (copy: Held, checksum: string) => fingerprint(copy.content, algorithmOf(checksum))
const reads = ({ settings }: Estate) => settings.verify === 'all' || settings.verify.startsWith('sample')
const isTrouble = (answer: Held | Trouble): answer is Trouble => typeof answer === 'string'
