import { writeReports } from '../../reports/index.ts'
import type { OutputConfig } from '../config/schema.ts'
import type { Journal } from '../vocabulary/journal.ts'
import { openFinished } from './finished-run.ts'
import { existingRun } from './run-folder.ts'

/**
 * Renders every report of a finished run again, from its run store alone: no server is asked.
 *
 * @returns the summary for the terminal
 * @throws Failure (2) when there is no such run, or it did not come to its end
 */
export async function reReport(
  outputFolder: string,
  name: string | undefined,
  output: Pick<OutputConfig, 'locale' | 'csv'>,
  journal: Journal,
): Promise<string> {
  const folder = existingRun(outputFolder, name)
  const store = await openFinished(folder)
  try {
    return await writeReports(store, folder, output, journal)
  } finally {
    await store.close()
  }
}
