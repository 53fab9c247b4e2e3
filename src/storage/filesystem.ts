import { createReadStream, type Stats, statSync } from 'node:fs'
import { access, constants, opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FilesystemStoreConfig } from '../config/schema.ts'
import { messageOf } from '../vocabulary/failure.ts'
import { digestContent } from './content-digest.ts'
import { listDirectoryTree } from './filesystem-list.ts'
import type { HeadAnswer, ObjectStore, ReadAnswer, ReadRequest, StoreCheck } from './object-store.ts'
import { isRelativePath } from './relative-path.ts'

/**
 * Opens a directory tree as a store: the path of a file below the root is its key, with `/` between segments.
 * The device that the root is on now is remembered: an unmounted volume leaves an empty directory behind,
 * and that is not the same as a million lost files.
 */
export function openFilesystemStore(store: FilesystemStoreConfig): ObjectStore {
  const device = deviceOf(store.root)
  return {
    bucket: store.name,
    byteOrdered: false,
    prefixes: [''],
    list: (request) => listDirectoryTree(store.root, request),
    head: (key) => head(store.root, key),
    read: (key, request) => read(store.root, key, request),
    versions: async () => ({ answer: 'unsupported' }),
    check: () => check(store.root, device),
    close: () => {},
  }
}

function deviceOf(root: string): number | undefined {
  return statSync(root, { throwIfNoEntry: false })?.dev
}

/** Only ENOENT and ENOTDIR say that a file is not there; EACCES, EIO and all others say nothing. */
async function head(root: string, key: string): Promise<HeadAnswer> {
  if (!isRelativePath(key)) return { answer: 'absent' }
  try {
    return found(await stat(join(root, key)))
  } catch (error) {
    return failed(error)
  }
}

/** A name is looked at before it is opened: opening a pipe would wait for a writer. */
async function read(root: string, key: string, { algorithms, signal }: ReadRequest): Promise<ReadAnswer> {
  const there = await head(root, key)
  if (there.answer !== 'found') return there
  try {
    const content = await digestContent(createReadStream(join(root, key), { signal }), algorithms)
    return { answer: 'found', ...content }
  } catch (error) {
    return failed(error)
  }
}

function failed(error: unknown): Exclude<HeadAnswer, { answer: 'found' }> {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return { answer: 'absent' }
  return {
    answer: code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'error',
    error: code ?? messageOf(error),
  }
}

function found(entry: Stats): HeadAnswer {
  if (!entry.isFile()) return { answer: 'error', error: 'there is something of that name that is not a file' }
  return {
    answer: 'found',
    size: entry.size,
    lastModified: entry.mtime,
    etag: null,
    storageClass: null,
    restored: null,
    fingerprints: [],
  }
}

/** Opening the directory is the only proof that it can be read: rights alone do not tell of a broken mount. */
async function check(root: string, device: number | undefined): Promise<StoreCheck> {
  const mounted = `check that ${root} is mounted and can be read`
  try {
    const entry = await stat(root)
    if (!entry.isDirectory())
      return { ok: false, error: `${root} is not a directory`, advice: 'set root to a directory' }
    if (entry.dev !== device)
      return { ok: false, error: `${root} is on another device than before`, advice: mounted }
    await (await opendir(root)).close()
    await access(root, constants.X_OK)
    return { ok: true }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? messageOf(error)
    if (code === 'ENOENT') return { ok: false, error: `${root} is not there (ENOENT)`, advice: mounted }
    if (code === 'EACCES' || code === 'EPERM')
      return {
        ok: false,
        error: `${root} cannot be read (${code})`,
        advice: 'let the user that runs constat read and enter this directory and those above it',
      }
    return { ok: false, error: `${root} cannot be read (${code})`, advice: mounted }
  }
}
