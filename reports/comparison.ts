import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OutputConfig } from '../src/config/schema.ts'
import { writeCsv } from '../src/render/csv.ts'
import { dialectOf } from '../src/render/dialect.ts'
import type { RunStore } from '../src/store/run-store.ts'
import { report as compare } from './compare/report.ts'
import { report as compareFiles } from './compare-files/report.ts'
import type { TableReport } from './report.ts'

/** The reports that several runs together make. */
export const COMPARISON_REPORTS: readonly TableReport[] = [compare, compareFiles]

/**
 * Writes what changed between runs.
 *
 * @param session the store in memory in which they were compared
 * @param timeZone in which people read times
 */
export async function writeComparison(
  session: RunStore,
  folder: string,
  output: Pick<OutputConfig, 'locale' | 'csv'>,
  timeZone: string,
): Promise<void> {
  const dialect = dialectOf(output.csv, output.locale, timeZone)
  for (const { name, rows, columns } of COMPARISON_REPORTS)
    await writeCsv(join(folder, `${name}.csv`), columns, session.stream(readFileSync(rows, 'utf8')), dialect)
}
