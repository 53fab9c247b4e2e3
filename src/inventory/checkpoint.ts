import type { ListedPage } from '../storage/object-store.ts'
import type { RunStore } from '../store/run-store.ts'
import { compareKeys } from '../vocabulary/key-order.ts'
import type { KeyRange } from './range.ts'
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

/** Keeps some listed pages and how far the range has come, in one transaction: both, or neither. */
export async function savePages(
  store: RunStore,
  walk: RangeWalk,
  pages: readonly ListedPage[],
  state: RangeState,
  error: string | null = null,
): Promise<void> {
  const { range } = walk
  // Taken now: the walk may be ahead of these pages when the transaction's turn comes.
  const lastKey = walk.store.byteOrdered ? (lastKeyOf(pages) ?? null) : null
  await store.transaction(async (writer) => {
    const listedAt = new Date()
    const objects = await writer.append('stored_object')
    for (const page of pages) {
      objects.write([
        page.keys.map(() => range.bucket),
        page.keys,
        page.sizes,
        page.lastModified,
        page.etags,
        page.storageClasses,
        page.keys.map(() => listedAt),
      ])
    }
    objects.close()
    await writer.run(
      `update listing_range set state = $state, last_key = coalesce($lastKey, last_key), keys = keys + $keys,
         error = $error, finished_at = now() where range_id = $id`,
      { state, lastKey, keys: pages.reduce((sum, page) => sum + page.keys.length, 0), error, id: range.id },
    )
  })
}

function lastKeyOf(pages: readonly ListedPage[]): string | undefined {
  return pages
    .flatMap((page) => page.keys.slice(-1))
    .sort(compareKeys)
    .at(-1)
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
