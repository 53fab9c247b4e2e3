import type { Dirent, Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../vocabulary/failure.ts'
import type { ListedPage, ListRequest } from './object-store.ts'

const FILES_PER_PAGE = 1000

/**
 * Walks a directory tree, depth first, and gives its files as pages of keys, in no order that may be relied on.
 * A directory that cannot be read does not end the walk: it is told, and what is below it stays unestablished.
 * Links are followed, but not into a directory that contains them.
 *
 * @throws when the root itself cannot be read
 */
export async function* listDirectoryTree(root: string, request: ListRequest): AsyncGenerator<ListedPage> {
  let page = emptyPage()
  const flush = () => {
    const full = page
    page = emptyPage()
    return full
  }
  const pending = [{ directory: '', ancestors: [identity(await stat(root))] }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    request.signal.throwIfAborted()
    const { directory, ancestors } = next
    try {
      const entries = await readdir(join(root, directory), { withFileTypes: true })
      for (const entry of entries) {
        const child = await visit(root, directory, entry, page)
        if (child !== undefined && !ancestors.includes(child.identity))
          pending.push({ directory: child.path, ancestors: [...ancestors, child.identity] })
        if (page.keys.length >= FILES_PER_PAGE) yield flush()
      }
    } catch (error) {
      if (directory === '') throw error
      page.unreadable?.push({ prefix: `${directory}/`, error: messageOf(error) })
    }
  }
  yield flush()
}

/** Adds a file to the page, or gives back a directory to walk. What cannot be looked at is told as unreadable. */
async function visit(root: string, directory: string, entry: Dirent, page: ListedPage) {
  const path = directory === '' ? entry.name : `${directory}/${entry.name}`
  try {
    const found = await stat(join(root, path))
    if (found.isDirectory()) return { path, identity: identity(found) }
    if (!found.isFile()) return undefined
    page.keys.push(path)
    page.sizes.push(found.size)
    page.lastModified.push(found.mtime.getTime())
    page.etags.push(null)
    page.storageClasses.push(null)
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT' // removed since, or a link to nothing
    if (!gone) page.unreadable?.push({ prefix: path, error: messageOf(error) })
  }
  return undefined
}

function identity({ dev, ino }: Stats): string {
  return `${dev}:${ino}`
}

function emptyPage(): ListedPage & Required<Pick<ListedPage, 'unreadable'>> {
  return { keys: [], sizes: [], lastModified: [], etags: [], storageClasses: [], unreadable: [] }
}
