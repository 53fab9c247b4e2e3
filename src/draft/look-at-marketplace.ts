import { readCatalogue } from '../marketplace/catalogue.ts'
import type { Marketplace } from '../marketplace/connect.ts'
import { sampleColumns } from '../marketplace/sample.ts'
import { lookAt, type SeenColumn } from './look.ts'

const ROWS_PER_TABLE = 50
/** Sampling stops here: a reader waits, and names and types still speak. */
const SAMPLING_BUDGET_MS = 60_000

/**
 * Looks at every column that the role may read: its name, its type and, for texts, the shape of a few values. Large
 * tables come first, since the objects' table is among them.
 *
 * @throws Failure (4) when the database does not answer
 */
export async function lookAtMarketplace(
  marketplace: Marketplace,
  signal: AbortSignal,
): Promise<{ seen: SeenColumn[]; unsampled: number }> {
  const tables = (await readCatalogue(marketplace)).sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0))
  const until = performance.now() + SAMPLING_BUDGET_MS
  const seen: SeenColumn[] = []
  let unsampled = 0
  for (const table of tables) {
    signal.throwIfAborted()
    const texts = table.columns.filter(({ family }) => family === 'text')
    const inTime = performance.now() < until
    if (texts.length > 0 && !inTime) unsampled++
    const values =
      texts.length > 0 && inTime ? await sampleColumns(marketplace, table, texts, ROWS_PER_TABLE) : []
    seen.push(...table.columns.map((column) => lookAt(table, column, values[texts.indexOf(column)] ?? [])))
  }
  return { seen, unsampled }
}
