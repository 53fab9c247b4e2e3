import type { ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { compareKeys } from '../vocabulary/key-order.ts'
import type { KeyRange } from './range.ts'

/** Enough for balanced cuts: quantiles of a sample of this size differ little from those of ten million keys. */
const SAMPLE_ROWS = 100_000
const SAMPLE_SEED = 20230727

/** No object has a longer key, in bytes, and a store refuses to list after one: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const LONGEST_KEY = 1024

/** The cuts of one bucket, and a sorted sample of the keys that the database promises in it. */
export type Cuts = { ranges: Omit<KeyRange, 'id'>[]; sample: string[] }

/**
 * Cuts a bucket into balanced ranges. The database already tells where keys are: the quantiles of a seeded
 * sample of its promises are the bounds. A store that is not in UTF-8 byte order is one range for each prefix.
 */
export async function cutIntoRanges(run: Run, store: ObjectStore): Promise<Cuts> {
  const sample = store.byteOrdered ? await sampleKeys(run, store.bucket) : []
  const ranges = store.prefixes.flatMap((prefix) => {
    const keys = sample.filter((key) => key.startsWith(prefix))
    const bounds = quantiles(keys, run.config.storage.list_ranges)
    return [...bounds, null].map((upTo, i) => ({
      bucket: store.bucket,
      prefix,
      after: bounds[i - 1] ?? '',
      upTo,
    }))
  })
  return { ranges, sample }
}

/** The whole of each prefix, for a store that is not listed live. */
export function oneForEachPrefix(store: ObjectStore): Cuts {
  const whole = { bucket: store.bucket, after: '', upTo: null }
  return { ranges: store.prefixes.map((prefix) => ({ ...whole, prefix })), sample: [] }
}

async function sampleKeys(run: Run, bucket: string): Promise<string[]> {
  const rows = await run.store.rows<{ object_key: string }>(
    `select object_key
     from (select object_key from promise where bucket = $bucket
       and strlen(object_key) <= ${LONGEST_KEY}) -- bytes
     using sample reservoir(${SAMPLE_ROWS} rows) repeatable (${SAMPLE_SEED})
     order by object_key`,
    { bucket },
  )
  return rows.map((row) => row.object_key).sort(compareKeys)
}

/** @returns at most `parts` − 1 different keys that cut the sorted keys into parts of the same size */
function quantiles(keys: string[], parts: number): string[] {
  const bounds = Array.from(
    { length: parts - 1 },
    (_, i) => keys[Math.floor(((i + 1) * keys.length) / parts)],
  )
  return [...new Set(bounds.filter((key) => key !== undefined))]
}

/** @returns the median of the sampled keys that lie between two keys, if there are any */
export function medianBetween(sample: string[], after: string, upTo: string | null): string | undefined {
  const from = firstAbove(sample, after)
  const to = upTo === null ? sample.length : firstAbove(sample, upTo)
  const median = sample[(from + to) >> 1]
  return from < to && median !== upTo ? median : undefined
}

/** @returns the index of the first key above `key` in sorted keys */
function firstAbove(keys: string[], key: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareKeys(keys[middle] ?? '', key) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
