import { join } from 'node:path'
import { readFact } from '../store/fact.ts'
import { RunStore } from '../store/run-store.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import { RUN_STORE } from './run-folder.ts'

/**
 * Opens the run store of a finished run, to read it.
 *
 * @throws Failure (2) when the run did not come to its end, or is still going on
 */
export async function openFinished(folder: string): Promise<RunStore> {
  const store = await RunStore.open(join(folder, RUN_STORE), { timeZone: 'UTC', readOnly: true })
  if ((await readFact(store, 'finished').catch(() => undefined)) !== undefined) return store
  await store.close()
  throw new Failure(
    EXIT.usage,
    `the run in ${folder} did not come to its end`,
    'finish it with reconcile --resume',
  )
}
