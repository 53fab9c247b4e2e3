import { type ReportOptions, writeReports } from '../../reports/index.ts'
import type { Journal } from '../vocabulary/journal.ts'
import { explainingDisk } from './disk.ts'
import { openFinished } from './finished-run.ts'
import { existingRun } from './run-folder.ts'

/**
 * Renders every report of a finished run again, from its run store alone: no server is asked.
 *
 * @param followUp lists that support gives back with its notes
 * @returns the summary for the terminal
 * @throws Failure (2) when there is no such run, it did not come to its end, a list cannot be understood, or
 *   there is no room
 */
export async function reReport(
  outputFolder: string,
  name: string | undefined,
  output: ReportOptions,
  journal: Journal,
  followUp: readonly string[] = [],
): Promise<string> {
  const folder = existingRun(outputFolder, name)
  const store = await openFinished(folder)
  try {
    return await explainingDisk(folder, () => writeReports(store, folder, output, journal, followUp))
  } finally {
    await store.close()
  }
}
