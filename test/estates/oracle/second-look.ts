import type { Placed } from './judge.ts'
import { fileOf, type Promised } from './promises.ts'

/** A row as the database says it since the second look; `added` ones it did not have before. */
export type Present = Placed & {
  change: 'withdrawn-since' | 'rewritten' | 'repromised' | 'added-since' | null
}

const same = (a: Promised, b: Promised) => a.role === b.role && a.bucket === b.bucket && a.key === b.key

/** The database gives rows in no order: they are taken by what they promise, what promises nothing last. */
const inOrder = (a: Promised, b: Promised) =>
  (a.size ?? Infinity) - (b.size ?? Infinity) || byBytes(a.checksum, b.checksum)

const byBytes = (a: string | null, b: string | null) =>
  a === null || b === null
    ? Number(a === null) - Number(b === null)
    : Buffer.compare(Buffer.from(a), Buffer.from(b))

/**
 * The second look at one file: rows that are gone since, or that should now hold nothing, are not expected; one whose
 * key is gone while another came counts by that key; others take the size and checksum that are promised now.
 *
 * @param rows its expected rows in the snapshot
 * @param before all its rows in the snapshot
 * @param after all its rows now
 * @param placeAnew where the object of a key is that came since
 */
export function lookAgain(
  rows: readonly Placed[],
  before: readonly Promised[],
  after: readonly Promised[],
  placeAnew: (promised: Promised) => Placed,
): Present[] {
  const come = after
    .filter((now) => !now.notExpected && !before.some((then) => same(then, now)))
    .sort((a, b) => byBytes(a.bucket, b.bucket) || byBytes(a.key, b.key) || inOrder(a, b))
  const present = rows.map((row): Present => {
    const kept = after.filter((now) => same(row, now)).sort(inOrder)
    const expected = kept.filter(({ notExpected }) => !notExpected)
    const likely = expected.length > 0 ? expected : kept
    const now =
      likely.find(({ size, checksum }) => size === row.size && checksum === row.checksum) ?? likely[0]
    if (now !== undefined) {
      if (now.notExpected) return { ...row, notExpected: true, change: 'withdrawn-since' }
      const changed = now.size !== row.size || now.checksum !== row.checksum
      return { ...row, size: now.size, checksum: now.checksum, change: changed ? 'repromised' : null }
    }
    const next = come.findIndex(({ role }) => role === row.role)
    const [replaced] = next < 0 ? [] : come.splice(next, 1)
    if (replaced === undefined) return { ...row, notExpected: true, change: 'withdrawn-since' }
    return { ...placeAnew(replaced), row: row.row, change: 'rewritten' }
  })
  const added = come.map((row): Present => ({ ...placeAnew(row), row: -row.row, change: 'added-since' }))
  return [...present, ...added]
}

export function byFile<T extends Promised>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, fileOf)
}
