import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Summary, summarySchema } from '../summary/schema.ts'

const count = z.int().min(0)

/** What the trend needs of a `summary.json`, whatever version of constat wrote it. */
const earlierSchema = z.object({
  run: z.object({ started_at: z.string(), mapping_digest: z.string() }),
  incident: z.object({ name: z.string() }),
  scope: summarySchema.shape.scope,
  snapshot: z.object({ taken_at: z.string() }),
  inventory: z.object({ stores: z.array(z.object({ bucket: z.string() })) }),
  kinds: z.record(
    z.string(),
    z.object({
      files: z.object({ expected: count, damaged: count, lost: count, recoverable: count, unknown: count }),
    }),
  ),
})

export type EarlierRun = z.output<typeof earlierSchema>
export type EarlierRuns = {
  /** Of the same incident, scope and stores; the first one first. */
  runs: EarlierRun[]
  /** How many of the same incident have another scope or other stores, and so no place in a trend. */
  leftOut: number
}

/**
 * Finds the runs before this one by the `summary.json` in the folders beside its own: it is there when the run came to
 * its end, needs no lock, and stays when a large run store is deleted.
 *
 * @param folder the folder of this run
 */
export function findEarlierRuns(folder: string, summary: Summary): EarlierRuns {
  const before = readdirSync(dirname(folder))
    .filter((name) => name !== basename(folder))
    .flatMap((name) => readEarlier(join(dirname(folder), name, 'summary.json')))
    .filter(
      ({ run, incident }) =>
        run.started_at < summary.run.started_at && incident.name === summary.incident.name,
    )
    .toSorted((a, b) => (a.run.started_at < b.run.started_at ? -1 : 1))
  const runs = before.filter((earlier) => isOfTheSameEstate(earlier, summary))
  return { runs, leftOut: before.length - runs.length }
}

function isOfTheSameEstate(earlier: EarlierRun, { scope, inventory }: Summary): boolean {
  const buckets = (stores: { bucket: string }[]) => stores.map(({ bucket }) => bucket).toSorted()
  return (
    isDeepStrictEqual(earlier.scope, scope) &&
    isDeepStrictEqual(buckets(earlier.inventory.stores), buckets(inventory.stores))
  )
}

/** A file that is no summary, or one cut short, is no run. */
function readEarlier(path: string): EarlierRun[] {
  if (!existsSync(path)) return []
  try {
    const { data } = earlierSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return data === undefined ? [] : [data]
  } catch {
    return []
  }
}
