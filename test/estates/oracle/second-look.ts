import type { Placed } from './judge.ts'
import { fileOf, type Promised } from './promises.ts'

/** A row as the database says it since the second look; `added` ones it did not have before. */
export type Present = Placed & {
  change: 'withdrawn-since' | 'rewritten' | 'repromised' | 'added-since' | null
}

const same = (a: Promised, b: Promised) => a.role === b.role && a.bucket === b.bucket && a.key === b.key

/**
 * The second look at one file: rows that are gone since, or that should now hold nothing, are not expected; one whose
 * key is gone while another came counts by that key; others take the size and checksum that are promised now.
 *
 * @param rows its expected rows in the snapshot
 * @param before all its rows in the snapshot
 * @param after all its rows now
 */
export function lookAgain(
  rows: readonly Placed[],
  before: readonly Promised[],
  after: readonly Promised[],
): Present[] {
  const come = after.filter((now) => !now.notExpected && !before.some((then) => same(then, now)))
  const present = rows.map((row): Present => {
    const kept = after.filter((now) => same(row, now))
    const now = kept.find(({ notExpected }) => !notExpected) ?? kept[0]
    if (now !== undefined) {
      if (now.notExpected) return { ...row, notExpected: true, change: 'withdrawn-since' }
      const changed = now.size !== row.size || now.checksum !== row.checksum
      return { ...row, size: now.size, checksum: now.checksum, change: changed ? 'repromised' : null }
    }
    const next = come.findIndex(({ role }) => role === row.role)
    const [replaced] = next < 0 ? [] : come.splice(next, 1)
    if (replaced === undefined) return { ...row, notExpected: true, change: 'withdrawn-since' }
    return { ...looked(replaced), row: row.row, change: 'rewritten' }
  })
  const added = come.map((row): Present => ({ ...looked(row), row: -row.row, change: 'added-since' }))
  return [...present, ...added]
}

/** A key that came since is asked for by name. */
function looked(promised: Promised): Placed {
  return { ...promised, rule: null, askKey: promised.key, listed: undefined, unsettled: null }
}

export function byFile<T extends Promised>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, fileOf)
}
