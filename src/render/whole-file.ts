import { renameSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'

/** What a file is called until it is whole. */
const UNFINISHED = '.part'

/**
 * Writes a file so that under its name there is never half of it: under another name beside it first. Killed in
 * between, the earlier file (or none) stays, and the half one is written over the next time.
 *
 * @param path the file, replaced when it is there
 * @param write writes the whole content to the path that it is given
 * @returns what `write` returns
 */
export async function writeWhole<T>(path: string, write: (unfinished: string) => Promise<T>): Promise<T> {
  const result = await write(path + UNFINISHED)
  await rename(path + UNFINISHED, path)
  return result
}

/**
 * The same for a content that is at hand, at once: of thousands of small files each step that is waited for would take
 * longer than the writing.
 */
export function writeWholeContent(path: string, content: string | Buffer): void {
  writeFileSync(path + UNFINISHED, content, { mode: 0o600 })
  renameSync(path + UNFINISHED, path)
}
