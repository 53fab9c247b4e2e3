import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RunStore } from '../../src/store/run-store.ts'
import { compareKeys } from '../../src/vocabulary/key-order.ts'
import type { RecordedRequest } from '../support/recorded.ts'

/** What a run had done when it was killed. */
export type Done = {
  ranges: { after: string; up_to: string | null }[]
  /** `bucket/key` of what was asked for by name. */
  asked: Set<string>
}

/** Reads a copy of a killed run's store, so that what happens to the store itself is the resumed run's doing. */
export async function readDone(run: string): Promise<Done> {
  const copy = join(run, 'copy.duckdb')
  copyFileSync(join(run, 'run.duckdb'), copy)
  if (existsSync(join(run, 'run.duckdb.wal'))) copyFileSync(join(run, 'run.duckdb.wal'), `${copy}.wal`)
  const store = await RunStore.open(copy, { timeZone: 'UTC' })
  try {
    const ranges = await store.rows<Done['ranges'][number]>(
      `select after, up_to from listing_range where state = 'done'`,
    )
    const asked = await store.rows<{ name: string }>(
      `select bucket || '/' || object_key as name from probe_answer
       union all
       select 'replica/' || recovered_key from recovery_answer where kind = 'replica'`,
    )
    return { ranges, asked: new Set(asked.map(({ name }) => name)) }
  } finally {
    await store.close()
    for (const file of [copy, `${copy}.wal`]) rmSync(file, { force: true })
  }
}

/** @returns the requests that asked anew for what was done, told in words */
export function repeatedIn(requests: readonly RecordedRequest[], done: Done, primary: string): string[] {
  return requests.flatMap(({ method, bucket, key, after }) => {
    if (method === 'HEAD') {
      const name = `${bucket === primary ? bucket : 'replica'}/${key}`
      return done.asked.has(name) ? [`HEAD ${name}`] : []
    }
    if (bucket !== primary || after === null) return []
    const range = done.ranges.find(
      (it) => compareKeys(it.after, after) <= 0 && (it.up_to === null || compareKeys(after, it.up_to) < 0),
    )
    return range === undefined ? [] : [`listing after ${after}, in the finished range after ${range.after}`]
  })
}
