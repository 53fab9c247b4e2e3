import type { RunStore } from '../store/run-store.ts'
import type { KeyRange } from './range.ts'
import { appendSlices, type Slice } from './slice.ts'
import type { RangeWalk } from './walk.ts'

/** pending: not begun or cut off; done: all its keys are stored; failed: `error` says why; unreadable: a directory. */
export type RangeState = 'pending' | 'done' | 'failed' | 'unreadable'

/** Records new ranges, before any of them is listed. */
export async function insertRanges(store: RunStore, ranges: readonly KeyRange[]): Promise<void> {
  await store.transaction(async (writer) => {
    const rows = await writer.append('listing_range')
    const none = ranges.map(() => null)
    rows.write([
      ranges.map((r) => r.id),
      ranges.map((r) => r.bucket),
      ranges.map((r) => r.prefix),
      ranges.map((r) => r.after),
      ranges.map((r) => r.upTo),
      ranges.map(() => 'pending'),
      none,
      ranges.map(() => 0),
      none,
      none,
    ])
    rows.close()
  })
}

/**
 * Splits a walk where it stands: it ends at `middle`, and a new range goes on from there. Transactions run in
 * the order in which they were asked for, so this one is kept before anything that the shortened walk saves.
 */
export async function splitRange(
  store: RunStore,
  walk: RangeWalk,
  middle: string,
  id: number,
): Promise<KeyRange> {
  const rest: KeyRange = { ...walk.range, id, after: middle }
  walk.range.upTo = middle
  await store.transaction(async (writer) => {
    await writer.run('update listing_range set up_to = $middle where range_id = $id', {
      middle,
      id: walk.range.id,
    })
    await writer.run(
      `insert into listing_range (range_id, bucket, prefix, after, up_to, state, keys)
       values ($id, $bucket, $prefix, $after, $upTo, 'pending', 0)`,
      rest,
    )
  })
  return rest
}

/** How far a range came since it was last kept. `lastKey`: null when nothing is new, or the store has no order. */
export type RangeProgress = {
  id: number
  state: RangeState
  lastKey: string | null
  keys: number
  error: string | null
}

/** Keeps what was listed and how far their ranges have come, in one transaction: both, or neither. */
export async function saveListed(
  store: RunStore,
  slices: readonly Slice[],
  progress: readonly RangeProgress[],
): Promise<void> {
  await store.transaction(async (writer) => {
    await appendSlices(writer, slices)
    await writer.run(
      `create or replace temp table range_progress (
         range_id integer, state varchar, last_key varchar, keys bigint, error varchar)`,
    )
    const rows = await writer.append('range_progress')
    rows.write([
      progress.map(({ id }) => id),
      progress.map(({ state }) => state),
      progress.map(({ lastKey }) => lastKey),
      progress.map(({ keys }) => keys),
      progress.map(({ error }) => error),
    ])
    rows.close()
    await writer.run(
      `update listing_range as r set state = p.state, last_key = coalesce(p.last_key, r.last_key),
         keys = r.keys + p.keys, error = p.error, finished_at = now()
       from range_progress as p where p.range_id = r.range_id`,
    )
  })
}

/** Keeps what could not be read below a range: keys there are not established. */
export async function saveUnreadable(
  store: RunStore,
  range: KeyRange,
  gaps: { prefix: string; error: string }[],
  firstId: number,
): Promise<void> {
  await store.transaction(async (writer) => {
    for (const [i, gap] of gaps.entries()) {
      await writer.run(
        `insert into listing_range (range_id, bucket, prefix, after, up_to, state, keys, error, finished_at)
         values ($id, $bucket, $prefix, '', null, 'unreadable', 0, $error, now())`,
        { id: firstId + i, bucket: range.bucket, prefix: gap.prefix, error: gap.error },
      )
    }
  })
}
