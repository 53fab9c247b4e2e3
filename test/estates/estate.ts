import type { EXPECTED_COLUMNS } from './columns.ts'

/** A row of a SELECT, all text, as a legacy database may have it. */
export type Texts<C extends string = string> = Record<C, string | null>
export type ExpectedRow = Texts<(typeof EXPECTED_COLUMNS)[number]>

/**
 * A key of a store with what was ever put there, oldest first: contents, and null where it was deleted. The last
 * entry is what is there now. `states`: the checksum that the upload carried. `late`: put there after the snapshot.
 */
export type StoredKey = {
  key: string
  history: (string | null)[]
  states: 'sha1' | 'sha256' | null
  late: boolean
}

/** A store; `answers: false` is a bucket that is gone. `unlisted`: a prefix whose listing is refused. */
export type Store = {
  bucket: string
  answers: boolean
  prefixes: string[]
  unlisted: string | null
  versioned: boolean
  keys: StoredKey[]
}
export type RecoveryStore = Omit<Store, 'prefixes' | 'unlisted' | 'versioned'> & { keyPrefix: string }

/** What asking for (HEAD) or reading (GET) one object gives instead of what is there. */
export type Fault = {
  method: 'HEAD' | 'GET'
  bucket: string
  key: string
  answer: 'absent' | 'forbidden' | 'error' | 'archived'
}

export type Settings = {
  timeZone: string
  years: number[]
  kinds: string[]
  yearOf: 'deposited_at' | 'published_at' | 'deadline_at'
  verify: 'none' | 'stored' | 'all' | `sample:${number}`
  listRanges: number
  maxMismatch: number
  rewrites: { from: string; to: string }[]
}

/**
 * A small world, as pure data: what a database says (`later`: what it says of the same rows at the second look),
 * what stores hold and how they answer. Buckets have short names here (b0, b1, r0…) and unique ones when it is built.
 */
export type Estate = {
  settings: Settings
  collectivities: Texts[]
  consultations: Texts[]
  buyers: Texts[]
  consultationBuyers: Texts[]
  rows: ExpectedRow[]
  later: ExpectedRow[]
  primary: Store[]
  recovery: RecoveryStore[]
  faults: Fault[]
}
