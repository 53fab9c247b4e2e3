import { mkdtemp, rmdir, statfs } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { EXIT } from '../vocabulary/exit-code.ts'
import { messageOf } from '../vocabulary/failure.ts'
import type { Check } from './check.ts'

/**
 * Twice what the demo's run folder was seen to take at its largest (docs/benchmarks.md): keys may be longer. What the
 * engine spills counts in: some 210 bytes for each of ten million objects, at 600 MiB.
 */
const BYTES_PER_EXPECTED_OBJECT = 500
const BYTES_PER_RUN = 20_000_000

/**
 * Asks this machine whether a run can be kept: may its folder be written, and is there room for the run store.
 *
 * @param folder where the run folder lies or will be made
 * @param expectedRows how many expected objects the database plans for, when it told
 */
export async function checkMachine(folder: string, expectedRows: number | undefined): Promise<Check[]> {
  const about = { subject: 'output', name: 'output' } as const
  const shown = relative(process.cwd(), folder) || '.'
  try {
    const existing = await provedWritable(folder)
    const { bavail, bsize } = await statfs(existing)
    return [
      { ...about, result: 'ok', detail: `${shown} can be written` },
      judgeDisk(bavail * bsize, expectedRows),
    ]
  } catch (error) {
    const detail = `${shown} cannot be written: ${messageOf(error)}`
    const advice = 'set output.folder to a folder that can be written'
    return [{ ...about, result: 'failed', detail, advice, exitCode: EXIT.usage }]
  }
}

/**
 * Makes a folder in the nearest part of the path that exists, and takes it away again: rights alone do not tell
 * of mounts that are read-only, of quotas, or of servers that trust no root.
 *
 * @returns that part of the path
 * @throws when nothing can be made there
 */
async function provedWritable(folder: string): Promise<string> {
  try {
    await rmdir(await mkdtemp(join(folder, '.constat-')))
    return folder
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!missing || dirname(folder) === folder) throw error
    return await provedWritable(dirname(folder))
  }
}

/**
 * Holds the free bytes against what a run of so many expected objects takes. The database's plan may be far from
 * the truth, so that too little is a warning; where not even an empty run has room, it is a failure.
 */
export function judgeDisk(freeBytes: number, expectedRows: number | undefined): Check {
  const about = { subject: 'disk', name: 'disk' } as const
  const needed = BYTES_PER_RUN + BYTES_PER_EXPECTED_OBJECT * (expectedRows ?? 0)
  const figures = `${size(freeBytes)} are free, a run takes about ${size(needed)}${expectedRows === undefined ? ' and more' : ''}`
  const advice = 'make room, or set output.folder to a larger file system'
  if (freeBytes < BYTES_PER_RUN)
    return { ...about, result: 'failed', detail: figures, advice, exitCode: EXIT.usage }
  if (freeBytes < needed) return { ...about, result: 'warning', detail: `too little: ${figures}`, advice }
  return { ...about, result: 'ok', detail: figures }
}

function size(bytes: number): string {
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(0)} MB`
  return bytes < 1e12 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e12).toFixed(1)} TB`
}
