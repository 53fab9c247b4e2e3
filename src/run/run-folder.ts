import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'

/** The run store's file within a run folder. */
export const RUN_STORE = 'run.duckdb'

/**
 * Where a run lives: a bare name lies under the output folder, anything with a separator is a path.
 *
 * @returns its absolute path; the start time names it when nothing else does
 */
export function runFolder(outputFolder: string, run: string | undefined): string {
  if (run === undefined) return join(outputFolder, new Date().toISOString().slice(0, 19).replaceAll(':', '-'))
  return /[\\/]/.test(run) ? resolve(run) : join(outputFolder, run)
}

/** @throws Failure (2) when a run is there already */
export function refuseExisting(folder: string): void {
  if (existsSync(join(folder, RUN_STORE))) {
    throw new Failure(
      EXIT.usage,
      `there is a run in ${folder} already`,
      'add --resume to go on with it, or name another with --run',
    )
  }
}

/**
 * Makes the folder of a new run.
 *
 * @throws Failure (2) when a run is there already, or the folder cannot be made
 */
export function makeRunFolder(folder: string): void {
  refuseExisting(folder)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `cannot make the run folder: ${messageOf(cause)}`,
      'set output.folder to a folder that can be written',
      { cause },
    )
  }
}

/**
 * Finds the run to go on with or to read: the one that is named, or else the latest.
 *
 * @throws Failure (2) when there is none
 */
export function existingRun(outputFolder: string, run: string | undefined): string {
  const folder = run === undefined ? latestRun(outputFolder) : runFolder(outputFolder, run)
  if (folder !== undefined && existsSync(join(folder, RUN_STORE))) return folder
  throw new Failure(EXIT.usage, `there is no run in ${folder ?? outputFolder}`, 'name one with --run')
}

function latestRun(outputFolder: string): string | undefined {
  if (!existsSync(outputFolder)) return undefined
  return readdirSync(outputFolder)
    .map((name) => join(outputFolder, name))
    .filter((folder) => existsSync(join(folder, RUN_STORE)))
    .sort((a, b) => statSync(join(b, RUN_STORE)).mtimeMs - statSync(join(a, RUN_STORE)).mtimeMs)[0]
}
