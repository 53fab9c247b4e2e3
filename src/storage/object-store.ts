import type { Answer } from '../vocabulary/state.ts'

/** Some listed objects, as columns: the same index is the same object. Sizes in bytes. */
export type ListedPage = {
  keys: string[]
  /** Is every key known to be ASCII? Then they are in UTF-8 byte order when they are in JavaScript's. */
  ascii?: boolean
  /** Is it known that no key, ETag or class has a line feed in it? */
  oneLine?: boolean
  sizes: number[]
  /** Epoch milliseconds; NaN when it is not told. */
  lastModified: number[]
  etags: (string | null)[]
  storageClasses: (string | null)[]
  /** What below the range could not be read (a directory), with why: its keys were not listed. */
  unreadable?: { prefix: string; error: string }[]
}

/** Some listed objects, each of their columns as one text: in this form they are kept. */
export type Pack = {
  objects: number
  separator: string
  keys: string
  sizes: string
  lastModified: string
  /** In microseconds. */
  timeUnit: number
  etags: string | null
  /** When all are of one class, that class ('': none); else null, and `storageClasses` has all of them. */
  storageClass: string | null
  storageClasses: string | null
}

/** A page of which no key is at hand by itself, but the first and the last. All have a time, an ETag and the same class. */
export type PackedPage = {
  packs: Pack[]
  objects: number
  firstKey: string
  lastKey: string
  /** Two neighbours of which the second does not come after the first in UTF-8 byte order, when there are any. */
  misplaced: [before: string, after: string] | undefined
}

export type ListRequest = {
  /** Only keys that begin so; '' for all. */
  prefix: string
  /** Only keys after this one, in UTF-8 byte order; '' for all. */
  after: string
  signal: AbortSignal
}

/** An object as asking for it by name shows it; its size in bytes. */
export type FoundObject = {
  size: number
  lastModified: Date | null
  etag: string | null
  storageClass: string | null
  /** Of an archived object: is a restored copy there to be read? null when nothing is said of it. */
  restored: boolean | null
  /** What storage states of the whole content, as the contract writes checksums: `md5:…`, `sha1:…`, `sha256:…`. */
  fingerprints: string[]
}

/** What asking for one object by its name gave. Only `absent` is a definite "not found". */
export type HeadAnswer =
  | ({ answer: Extract<Answer, 'found'> } & FoundObject)
  | { answer: Extract<Answer, 'absent'> }
  | { answer: Extract<Answer, 'forbidden' | 'error'>; error: string }

/** The algorithms of the contract's checksums. */
export const ALGORITHMS = ['md5', 'sha1', 'sha256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

export type ReadRequest = {
  /** Which fingerprints of the content are wanted. */
  algorithms: readonly Algorithm[]
  /** Read this older version, and not the object as it is now. */
  versionId?: string
  signal: AbortSignal
}

/** What the bytes of an object are: how many, their fingerprints, and whether every one of them is 0. */
export type Content = { size: number; fingerprints: string[]; zeros: boolean }

/**
 * What reading an object gave. `archived`: it is there, and must be restored from an archive before it can be
 * read. Only `absent` is a definite "not found".
 */
export type ReadAnswer =
  | ({ answer: Extract<Answer, 'found'> } & Content)
  | { answer: Extract<Answer, 'absent'> | 'archived' }
  | { answer: Extract<Answer, 'forbidden' | 'error'>; error: string }

/** One version of an object, or a delete marker (without size and ETag), which makes it look absent. */
export type ObjectVersion = {
  versionId: string
  size: number | null
  etag: string | null
  lastModified: Date | null
  isLatest: boolean
  deleteMarker: boolean
  storageClass: string | null
}

/** The versions of one key, newest first; none when it never was there. */
export type VersionsAnswer =
  | { answer: 'listed'; versions: ObjectVersion[] }
  | { answer: 'unsupported' }
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
  /** The same, for who has no need of single keys, where the store can spare their cost. */
  listPacked?(request: ListRequest): AsyncIterable<ListedPage | PackedPage>
  /** Asks for one object, or for an older version of it. Never throws: what went wrong is an answer. */
  head(key: string, signal: AbortSignal, versionId?: string): Promise<HeadAnswer>
  /** Reads an object to its end, in bounded memory. Never throws: what went wrong is an answer. */
  read(key: string, request: ReadRequest): Promise<ReadAnswer>
  /** Lists the versions of exactly this key. Never throws: what went wrong is an answer. */
  versions(key: string, signal: AbortSignal): Promise<VersionsAnswer>
  /** Asks whether the store itself (bucket, mount, endpoint) still answers. Never throws. */
  check(signal: AbortSignal): Promise<StoreCheck>
  close(): void
}

/** A store of copies: where a key of the primary store is to be looked for. */
export type RecoveryObjectStore = ObjectStore & { readonly name: string; copyKey(key: string): string }
