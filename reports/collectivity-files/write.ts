import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeCsv } from '../../src/render/csv.ts'
import type { Dialect } from '../../src/render/dialect.ts'
import type { Row } from '../../src/store/plain-value.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { groups } from '../groups.ts'
import { FILE_COLUMNS } from './columns.ts'

/** The name of a collectivity's list within its folder. */
export const FILE_LIST = 'files.csv'

const ROWS = new URL('./rows.sql', import.meta.url)

/**
 * Writes, for each affected collectivity, the list of its damaged files: `collectivities/…/files.csv`. No file is in
 * two lists and none is left out; sealed bids stay sealed.
 *
 * @returns how many lists were written
 */
export async function writeFileLists(store: RunStore, folder: string, dialect: Dialect): Promise<number> {
  let lists = 0
  const rows = store.stream<Row & { collectivity_id: string; folder: string }>(readFileSync(ROWS, 'utf8'))
  for await (const files of groups(rows, ({ collectivity_id }) => collectivity_id)) {
    const to = join(folder, files[0]?.folder ?? '')
    mkdirSync(to, { recursive: true, mode: 0o700 })
    await writeCsv(join(to, FILE_LIST), FILE_COLUMNS, batch(files), dialect)
    lists++
  }
  return lists
}

async function* batch(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}
