import { posix } from 'node:path'

/** A key that is no plain relative path (`..`, a leading slash, an empty segment) cannot be a file of a tree. */
export function isRelativePath(key: string): boolean {
  return (
    key !== '' &&
    !key.includes('\0') &&
    !key.startsWith('/') &&
    posix.normalize(key) === key &&
    !/^\.\.?(\/|$)/.test(key)
  )
}
