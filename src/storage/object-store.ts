import type { Answer } from '../vocabulary/state.ts'

/** Some listed objects, as columns: the same index is the same object. Sizes in bytes. */
export type ListedPage = {
  keys: string[]
  sizes: number[]
  lastModified: (Date | null)[]
  etags: (string | null)[]
  storageClasses: (string | null)[]
  /** What below the range could not be read (a directory), with why: its keys were not listed. */
  unreadable?: { prefix: string; error: string }[]
}

export type ListRequest = {
  /** Only keys that begin so; '' for all. */
  prefix: string
  /** Only keys after this one, in UTF-8 byte order; '' for all. */
  after: string
  signal: AbortSignal
}

/** What asking for one object by its name gave. Only `absent` is a definite "not found". */
export type HeadAnswer =
  | { answer: Extract<Answer, 'found'>; size: number; lastModified: Date | null; etag: string | null }
  | { answer: Extract<Answer, 'absent'> }
  | { answer: Extract<Answer, 'forbidden' | 'error'>; error: string }

/**
 * Whether a store as a whole can be used now; `advice` says what to do when it cannot. `clockAheadMs`: how far its
 * clock is ahead of this machine's, in milliseconds, when its answer told the time.
 */
export type StoreCheck = ({ ok: true } | { ok: false; error: string; advice: string }) & {
  clockAheadMs?: number
}

/** A place that holds objects by key. Nothing in it can write. */
export type ObjectStore = {
  /** The bucket, or the name of a directory tree: what the mapping's bucket column says. */
  readonly bucket: string
  /** Does it list in UTF-8 byte order? Only then can it be listed in ranges. */
  readonly byteOrdered: boolean
  /** Below which prefixes it is listed; `['']` for all of it. */
  readonly prefixes: readonly string[]
  /** Gives the objects page by page. @throws when a page cannot be had after the client's own retries */
  list(request: ListRequest): AsyncIterable<ListedPage>
  /** Asks for one object. Never throws: what went wrong is an answer. */
  head(key: string, signal: AbortSignal): Promise<HeadAnswer>
  /** Asks whether the store itself (bucket, mount, endpoint) still answers. Never throws. */
  check(signal: AbortSignal): Promise<StoreCheck>
  close(): void
}

/** A store of copies: where a key of the primary store is to be looked for. */
export type RecoveryObjectStore = ObjectStore & { readonly name: string; copyKey(key: string): string }
