import { join } from 'node:path'
import { type ReportOptions, writeReports } from '../../reports/index.ts'
import { readFact } from '../store/fact.ts'
import { RunStore } from '../store/run-store.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Journal } from '../vocabulary/journal.ts'
import { existingRun, RUN_STORE } from './run-folder.ts'

/**
 * Renders every report of a finished run again, from its run store alone: no server is asked.
 *
 * @param followUp lists that support gives back with its notes
 * @returns the summary for the terminal
 * @throws Failure (2) when there is no such run, it did not come to its end, or a list cannot be understood
 */
export async function reReport(
  outputFolder: string,
  name: string | undefined,
  output: ReportOptions,
  journal: Journal,
  followUp: readonly string[] = [],
): Promise<string> {
  const folder = existingRun(outputFolder, name)
  const store = await RunStore.open(join(folder, RUN_STORE), { timeZone: 'UTC', readOnly: true })
  try {
    if ((await readFact(store, 'finished').catch(() => undefined)) === undefined) {
      throw new Failure(
        EXIT.usage,
        `the run in ${folder} did not come to its end`,
        'finish it with reconcile --resume',
      )
    }
    return await writeReports(store, folder, output, journal, followUp)
  } finally {
    await store.close()
  }
}
