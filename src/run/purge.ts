import { join } from 'node:path'
import { purgeFolder } from './purge/folder.ts'
import { purgeStore } from './purge/store.ts'
import { existingRun, RUN_STORE } from './run-folder.ts'

export type Purged = {
  folder: string
  /** When it was purged, ISO 8601; of a run that was purged before, then. */
  at: string
  /** Files that were removed just now. */
  removed: number
  /** What lies in the folder, and constat did not make. */
  leftAlone: string[]
}

/**
 * Removes what a finished run says of people, and keeps its figures. The run store goes first: killed after that, the
 * next purge removes the files that are left.
 *
 * @throws Failure (2) when there is no such run, it did not come to its end, or another process reads it
 */
export async function purge(outputFolder: string, name: string, now = new Date()): Promise<Purged> {
  const folder = existingRun(outputFolder, name)
  const at = await purgeStore(join(folder, RUN_STORE), now)
  return { folder, at, ...purgeFolder(folder) }
}
