import type { Estate } from '../estate.ts'
import { judge, type Looked, nameOf, type Placed } from './judge.ts'
import { fingerprint, type World } from './world.ts'

/** Does what is listed contradict the promise? Then the object is asked for by name, for all who promise it. */
function contradicted({ bucket, listed, size, checksum }: Placed, looked: Looked): boolean {
  if (listed === undefined) return false
  if (size === null ? listed.size === 0 : listed.size !== size) return true
  return contradictedByEtag({ bucket, listed, checksum }, looked)
}

function contradictedByEtag(
  { bucket, listed, checksum }: Pick<Placed, 'bucket' | 'listed' | 'checksum'>,
  looked: Looked,
): boolean {
  if (listed === undefined || !looked.compares || looked.distrusted.has(bucket)) return false
  return checksum?.startsWith('md5:') === true && checksum !== fingerprint(listed.content, 'md5')
}

/** Does the listing's ETag leave open whether the content is the promised one? */
function unsettled({ bucket, checksum }: Placed, looked: Looked): boolean {
  return checksum !== null && (!checksum.startsWith('md5:') || looked.distrusted.has(bucket))
}

const nameOfRow = ({ bucket, askKey }: Placed) => nameOf(bucket, askKey ?? '')

/** Which listed objects are asked for by name: the contradicted ones and, to compare stored checksums, the open ones. */
export function askedObjects({ settings }: Estate, placed: readonly Placed[], looked: Looked): Set<string> {
  const doubted = placed.filter((row) => contradicted(row, looked))
  const open =
    settings.verify === 'stored' ? placed.filter((row) => row.listed && unsettled(row, looked)) : []
  return new Set([...doubted, ...open].map(nameOfRow))
}

/** What of contents must be read, beside a sample: all that is there, or what an ETag contradicts. */
export function objectsToRead(
  { settings }: Estate,
  world: World,
  placed: readonly Placed[],
  looked: Looked,
): Set<string> {
  const there = placed.filter((row) => {
    const { state, reason } = judge(world, row, looked)
    return state === 'intact' || reason === 'checksum'
  })
  if (settings.verify === 'all') return new Set(there.map(nameOfRow))
  if (!settings.verify.startsWith('sample')) return new Set()
  return new Set(
    there.filter((row) => contradictedByEtag(row, looked) && !contradictedBySize(row)).map(nameOfRow),
  )
}

function contradictedBySize({ listed, size }: Placed): boolean {
  return listed !== undefined && (size === null ? listed.size === 0 : listed.size !== size)
}

/** @returns of each kind how many objects a sample must hold: all whose listing fits every promise, at most so many */
export function sampleSizes(
  { settings }: Estate,
  placed: readonly Placed[],
  looked: Looked,
): Map<string, number> {
  const [, most] = /^sample:(\d+)$/.exec(settings.verify) ?? []
  if (most === undefined) return new Map()
  const doubted = new Set(placed.filter((row) => contradicted(row, looked)).map(nameOfRow))
  const population = placed.filter((row) => row.listed !== undefined && !doubted.has(nameOfRow(row)))
  return new Map(
    [...Map.groupBy(population, ({ kind }) => kind)].map(([kind, rows]) => [
      kind,
      Math.min(Number(most), new Set(rows.map(nameOfRow)).size),
    ]),
  )
}
