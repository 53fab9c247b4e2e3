import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../../vocabulary/failure.ts'
import type { ManifestFile } from './manifest.ts'
import { type DataFile, type ManifestPlace, MOST_MANIFEST_BYTES } from './manifest-place.ts'

/** An inventory that was copied to this machine. */
export function openLocalPlace(path: string, signal: AbortSignal): ManifestPlace {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  return {
    start: isFolder ? { folder: path } : { manifest: path },
    describe: (name) => name,
    list: (folder) => answered(folder, () => listFolder(folder)),
    read: (name) => answered(name, () => readSmall(name)),
    fetch: (manifest, file) => {
      const found = findDataFile(manifest, file)
      return answered(found, () => digest(found, signal))
    },
    close: () => {},
  }
}

async function listFolder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
}

async function readSmall(path: string): Promise<Buffer> {
  if (statSync(path).size > MOST_MANIFEST_BYTES) throw new Error('too large for a manifest')
  return await readFile(path)
}

async function digest(path: string, signal: AbortSignal): Promise<DataFile> {
  const md5 = createHash('md5')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) md5.update(chunk)
  return { path, md5: md5.digest('hex') }
}

/**
 * Data files lie in `data/` beside the manifest's own folder, as S3 lays them out; a copy may keep more or less of
 * the folders that their keys name, so each ending of the key is looked for beside the manifest and above it.
 */
function findDataFile(manifest: string, { key }: ManifestFile): string {
  const folder = dirname(manifest)
  const steps = key.split('/').filter((step) => step !== '')
  const endings = steps.map((_, i) => steps.slice(i).join('/'))
  const candidates = [dirname(folder), folder].flatMap((base) => endings.map((ending) => join(base, ending)))
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found !== undefined) return found
  throw new Failure(
    EXIT.usage,
    `${manifest} names the data file ${JSON.stringify(key)}, which is neither beside it nor in data/ beside its folder`,
    'copy the whole inventory: aws s3 sync of the folder that holds data/ and the dated folders',
  )
}

async function answered<T>(path: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause
    throw new Failure(
      EXIT.usage,
      `cannot read the inventory ${path}: ${messageOf(cause)}`,
      'check the path and that it can be read',
      { cause },
    )
  }
}
