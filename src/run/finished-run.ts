import { join } from 'node:path'
import { readFact } from '../store/fact.ts'
import { RunStore } from '../store/run-store.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import { RUN_STORE } from './run-folder.ts'

/**
 * Opens the run store of a finished run, to read it.
 *
 * @throws Failure (2) when the run did not come to its end, is still going on, or was purged
 */
export async function openFinished(folder: string): Promise<RunStore> {
  const store = await openFinishedOrPurged(folder, { readOnly: true })
  try {
    await refusePurged(store, folder)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

/** As `openFinished`, also of a run of which the figures alone are left. */
export async function openFinishedOrPurged(
  folder: string,
  { readOnly }: { readOnly: boolean },
): Promise<RunStore> {
  const store = await RunStore.open(join(folder, RUN_STORE), { timeZone: 'UTC', readOnly })
  if ((await readFact(store, 'finished').catch(() => undefined)) !== undefined) return store
  await store.close()
  throw new Failure(
    EXIT.usage,
    `the run in ${folder} did not come to its end`,
    'finish it with reconcile --resume',
  )
}

/** @throws Failure (2) when the run's personal data was removed: nothing can be derived from it any more */
export async function refusePurged(store: RunStore, folder: string): Promise<void> {
  const purged = await readFact(store, 'purged')
  if (purged === undefined) return
  throw new Failure(
    EXIT.usage,
    `the run in ${folder} was purged on ${purged.at.slice(0, 10)}: its figures alone are left`,
    'read summary.json and the lists that are there, or name another run',
  )
}
