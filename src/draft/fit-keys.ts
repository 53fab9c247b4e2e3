import pLimit from 'p-limit'
import type { Marketplace } from '../marketplace/connect.ts'
import { sampleColumns } from '../marketplace/sample.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { SeenColumn } from './look.ts'
import { fits } from './words-of-name.ts'

/** How many of a column's values were asked for, as they are or `rewritten`, and how many the bucket has. */
export type KeyFit = {
  column: SeenColumn
  asked: number
  found: number
  /** How a value must be written to be a key; absent when as it is. */
  rewritten?: string
  /** Answers that were neither "found" nor "not found". */
  unclear: number
}

/** One way to write a key from a value of the database. */
type Rewriting = { rewritten?: string; write(value: string): string }

const VALUES = 20
const COLUMNS = 8
const PREFIXES = 4
const FILE_TABLES = ['blob', 'fichier', 'file', 'document', 'objet', 'object']
const AT_ONCE = 16

/**
 * Asks the bucket (HEAD) for a few values of each column that may hold keys: the only sure sign of which one does.
 * Values that are no keys as they are, are asked for without a leading slash, without the host or bucket of a URL, and
 * with the prefixes that the bucket was seen to have.
 *
 * @param listed some keys of the bucket
 * @returns a fit for each column that has values, the best first
 */
export async function fitKeys(
  marketplace: Marketplace,
  store: ObjectStore,
  seen: readonly SeenColumn[],
  listed: readonly string[],
  signal: AbortSignal,
): Promise<KeyFit[]> {
  const fits: KeyFit[] = []
  for (const column of mayBeKeys(seen)) {
    const [sampled = []] = await sampleColumns(marketplace, column.table, [column.column], VALUES * 5)
    const values = [...new Set(sampled)].slice(0, VALUES)
    if (values.length > 0)
      fits.push(await fitOne(store, column, values, rewritingsFor(store, listed), signal))
  }
  return fits.sort((a, b) => b.found / b.asked - a.found / a.asked)
}

async function fitOne(
  store: ObjectStore,
  column: SeenColumn,
  values: readonly string[],
  rewritings: readonly Rewriting[],
  signal: AbortSignal,
): Promise<KeyFit> {
  const tried: KeyFit[] = []
  for (const { write, rewritten } of rewritings) {
    const keys = values.map(write)
    if (tried.length > 0 && keys.every((key, i) => key === values[i])) continue
    const limit = pLimit(AT_ONCE)
    const answers = await Promise.all(keys.map((key) => limit(() => store.head(key, signal))))
    const found = answers.filter(({ answer }) => answer === 'found').length
    const unclear = answers.filter(({ answer }) => answer === 'forbidden' || answer === 'error').length
    const way = rewritten === undefined ? {} : { rewritten }
    tried.push({ column, asked: keys.length, found, unclear, ...way })
    if (found > 0) break
  }
  const [asIs] = tried
  const best = tried.find(({ found }) => found > 0) ?? asIs
  return best ?? { column, asked: values.length, found: 0, unclear: 0 }
}

/** Keys by their look, the surest first; then ids of tables that may hold files: some bases name objects by them. */
function mayBeKeys(seen: readonly SeenColumn[]): SeenColumn[] {
  const byLook = seen
    .filter(({ look }) => look === 'key' || look === 'checksum')
    .sort((a, b) => b.weight - a.weight || (b.table.rows ?? 0) - (a.table.rows ?? 0))
  const ids = seen.filter(
    ({ column, table }) =>
      column.primaryKey &&
      fits(column.name, ['id', 'uuid', 'identifiant']) > 0 &&
      fits(table.name, FILE_TABLES) > 0,
  )
  return [...byLook, ...ids].slice(0, COLUMNS)
}

function rewritingsFor({ bucket }: ObjectStore, listed: readonly string[]): Rewriting[] {
  return [
    { write: (value) => value },
    { rewritten: 'without their leading slash', write: (value) => value.replace(/^\/+/, '') },
    {
      rewritten: 'without what a URL has before the key',
      write: (value) => {
        const path = value.replace(/^[a-z\d]+:\/\/[^/]*\//i, '')
        return path.startsWith(`${bucket}/`) ? path.slice(bucket.length + 1) : path
      },
    },
    ...firstSegments(listed).map((prefix) => ({
      rewritten: `with ${prefix} before them`,
      write: (value: string) => prefix + value.replace(/^\/+/, ''),
    })),
  ]
}

function firstSegments(keys: readonly string[]): string[] {
  const segments = keys.filter((key) => key.includes('/')).map((key) => key.slice(0, key.indexOf('/') + 1))
  return [...new Set(segments)].slice(0, PREFIXES)
}
