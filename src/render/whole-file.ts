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
