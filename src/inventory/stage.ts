import pLimit from 'p-limit'
import { bucketOf } from '../config/schema.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import { type Facts, recordFact } from '../store/fact.ts'
import type { Run } from '../store/run.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import { insertRanges, saveUnreadable, splitRange } from './checkpoint.ts'
import { cutIntoRanges, medianBetween, oneForEachPrefix } from './cut.ts'
import { Ledger } from './ledger.ts'
import { type KeyRange, keyAhead, midKey } from './range.ts'
import { distrustRepeatedKeys } from './repeated.ts'
import { forgetStaleRanges, unfinishedRanges } from './resume.ts'
import { sourcedStores, stageSources } from './sources/stage.ts'
import { RangeWalk } from './walk.ts'

/** A walk that has given no page since it began or was split tells nothing yet of how much is ahead of it. */
const PAGES_BEFORE_SPLIT = 3

/**
 * Inventory: what storage holds. What another source tells of a store is taken from there. Any other bucket is cut into ranges of keys that are listed side by side; a range
 * still going on when none is waiting is split where it stands. A range that fails leaves its keys
 * unestablished, never missing.
 *
 * @throws Failure (4) when no range of any store could be listed, (2) for a source that cannot be used
 */
export async function stageInventory(
  run: Run & { folder: string },
  stores: readonly ObjectStore[],
): Promise<void> {
  run.journal.stage('inventory')
  const sourced = sourcedStores(run).map(bucketOf)
  const live = stores.filter(({ bucket }) => !sourced.includes(bucket))
  const startedAt = new Date().toISOString()
  const samples = new Map<string, string[]>()
  const [{ next } = { next: 0 }] = await run.store.rows<{ next: number }>(
    'select coalesce(max(range_id) + 1, 0)::integer as next from listing_range',
  )
  const ids = counter(next)
  if (next === 0) await cutAll(run, stores, live, samples, ids)
  else await forgetStaleRanges(run, live)
  await stageSources(run, stores)
  await run.store.withOneThread(() => run.store.withFewCheckpoints(() => walkAll(run, live, samples, ids)))
  run.signal.throwIfAborted()
  await distrustRepeatedKeys(run, live)
  await refuseSilence(run)
  await summarise(run, startedAt)
}

async function cutAll(
  run: Run,
  stores: readonly ObjectStore[],
  live: readonly ObjectStore[],
  samples: Map<string, string[]>,
  ids: () => number,
) {
  const all: KeyRange[] = []
  for (const store of stores) {
    const { ranges, sample } = live.includes(store)
      ? await cutIntoRanges(run, store)
      : oneForEachPrefix(store)
    samples.set(store.bucket, sample)
    all.push(...ranges.map((range) => ({ ...range, id: ids() })))
  }
  await insertRanges(run.store, all) // at once: a resumed run cuts again only when there is no range at all
}

async function walkAll(
  run: Run,
  stores: readonly ObjectStore[],
  samples: Map<string, string[]>,
  ids: () => number,
) {
  const concurrency = run.config.storage.list_concurrency
  const limit = pLimit(concurrency)
  const walking = new Set<RangeWalk>()
  const tasks = new Set<Promise<void>>()
  const ledger = new Ledger(run.store)
  const total = await keysToList(run, stores)
  run.journal.progress(total.keys, total, 'objects')

  const start = (range: KeyRange, lastKey?: string | null, from?: RangeWalk) => {
    const store = stores.find(({ bucket }) => bucket === range.bucket)
    if (store === undefined) return
    const walk = new RangeWalk(range, store, lastKey ?? undefined)
    const task = limit(async () => {
      walking.add(walk)
      await followWalk(walk)
      walking.delete(walk)
      // Nothing lay above the middle: that was one cheap request, and what is left is split at once.
      if (from !== undefined && walk.lastKey === range.after) from.pages += PAGES_BEFORE_SPLIT
    }).finally(() => tasks.delete(task))
    tasks.add(task)
  }

  /** Lists one range. A failure is recorded with the range; only an interruption goes on up. */
  const followWalk = async (walk: RangeWalk) => {
    try {
      for await (const page of walk.list(run.signal)) {
        total.keys += page.objects
        run.journal.progress(total.keys, total, 'objects')
        if (page.unreadable?.length)
          await saveUnreadable(run.store, walk.range, page.unreadable, reserve(ids, page.unreadable.length))
        await ledger.add(walk, page)
        splitTheLongest()
      }
      ledger.end(walk, 'done')
    } catch (error) {
      ledger.end(walk, run.signal.aborted ? 'pending' : 'failed', messageOf(error))
      if (run.signal.aborted) return
      run.journal.warn(`a range of ${walk.range.bucket} could not be listed to its end: ${messageOf(error)}`)
    }
  }

  /** Asked after each page: while fewer ranges are listed than may be, the walk with the most pages is split. */
  const splitTheLongest = () => {
    if (run.signal.aborted || limit.pendingCount > 0 || tasks.size >= concurrency) return
    const longest = [...walking]
      .filter((walk) => walk.store.byteOrdered && walk.pages >= PAGES_BEFORE_SPLIT)
      .sort((a, b) => b.pages - a.pages)[0]
    if (longest === undefined) return
    const { range, lastKey } = longest
    const middle =
      medianBetween(samples.get(range.bucket) ?? [], lastKey, range.upTo) ??
      keyAhead(longest.firstOfPage, lastKey, range.upTo) ??
      midKey(lastKey, range.upTo, range.prefix)
    if (middle === undefined || !longest.contains(middle)) return
    longest.pages = 0
    const task = splitRange(run.store, longest, middle, ids())
      .then((rest) => start(rest, null, longest))
      .finally(() => tasks.delete(task))
    tasks.add(task)
  }

  for (const { lastKey, ...range } of await unfinishedRanges(run)) start(range, lastKey)
  while (tasks.size > 0) await Promise.all(tasks)
  await ledger.close()
}

/** The keys that an interrupted run listed before; and about how many there are, since storage should hold what is promised. */
async function keysToList(run: Run, stores: readonly ObjectStore[]) {
  const buckets = JSON.stringify(stores.map(({ bucket }) => bucket))
  return run.store.row<{ keys: number; about: number }>(
    `select (select coalesce(sum(keys), 0)::bigint from listing_range) as keys, count(*) as about
     from promise where object_key is not null and not_expected is null and list_contains($buckets::varchar[], bucket)`,
    { buckets },
  )
}

async function refuseSilence(run: Run): Promise<void> {
  const [failed] = await run.store.rows<{ error: string }>(
    `select any_value(error) as error from listing_range having count(*) filter (state = 'done' or keys > 0) = 0`,
  )
  if (failed === undefined) return
  throw new Failure(
    EXIT.noSource,
    `no range of any store could be listed: ${failed.error}`,
    'ask the host of the storage; --resume goes on when it answers again',
  )
}

async function summarise(run: Run, startedAt: string): Promise<void> {
  const figures = await run.store.row<{
    objects: number
    bytes: number
    ranges: number
    unfinished: number
  }>(`
    select o.*, r.*
    from (select count(*) as objects, coalesce(sum(size_bytes), 0)::bigint as bytes from stored_object) as o,
      (select count(*) as ranges, count(*) filter (state <> 'done') as unfinished from listing_range) as r`)
  const stores = await storeTimes(run)
  await recordFact(run.store, 'inventory', {
    from: startedAt,
    to: new Date().toISOString(),
    ...figures,
    stores,
  })
  run.journal.finished({ objects: figures.objects, ranges: figures.ranges, unfinished: figures.unfinished })
}

/** For each store where its inventory comes from, and the time of what was read: of a live listing, when it ended. */
async function storeTimes(run: Run): Promise<Facts['inventory']['stores']> {
  const rows = await run.store.rows<{ bucket: string; at: Date | null }>(
    `select bucket, max(finished_at) as at from listing_range where state = 'done' group by bucket`,
  )
  return run.config.storage.primary.map((store) => ({
    bucket: bucketOf(store),
    source: store.inventory?.type ?? 'live',
    at: rows.find((row) => row.bucket === bucketOf(store))?.at?.toISOString() ?? null,
  }))
}

function counter(next: number): () => number {
  let value = next
  return () => value++
}

/** @returns the first of `count` consecutive ids */
function reserve(ids: () => number, count: number): number {
  const first = ids()
  for (let i = 1; i < count; i++) ids()
  return first
}
