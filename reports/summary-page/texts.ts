import type { GuardName, Reason } from '../../src/vocabulary/state.ts'

type Counted = { one: string; other: string }
type Pictured = { title: string; description: string }

/** Every text of the manager's page. A sentence with figures is a function of them: each language has its own order. */
export type PageTexts = {
  document: string
  asOf: (time: string) => string
  scope: (years: string, kinds: string) => string
  allYears: string
  and: Intl.ListFormat

  headline: {
    lost: (lost: number, expected: string, rate: string, files: string) => string
    noneLost: (damaged: string, expected: string) => string
    noneEstablished: (damaged: string, expected: string, unsettled: string) => string
    whole: (expected: string) => string
    nothingExpected: string
  }
  unsettledToo: (unknown: string) => string
  files: Counted
  tiles: Record<'damaged' | 'lost' | 'recoverable' | 'unknown', string>
  explained: {
    damaged: (missing: string, altered: string) => string
    lost: string
    recoverable: string
    unknown: string
    ofExpected: (rate: string, expected: string) => string
    ofDamaged: (rate: string, damaged: string) => string
  }
  affected: {
    title: string
    collectivities: string
    consultations: string
    buyers: string
    withoutContact: string
    of: (affected: string, known: string) => string
  }

  lost: string
  recoverable: string
  recoveryUnknown: string
  damaged: string
  deposited: string
  unknown: string
  incident: string

  figures: { title: string; caption: string; all: string }
  heads: Record<
    | 'kind'
    | 'kindAndYear'
    | 'expected'
    | 'missing'
    | 'altered'
    | 'damaged'
    | 'damagedRate'
    | 'lost'
    | 'lostRate'
    | 'recoverable'
    | 'recoveryUnknown'
    | 'unknown'
    | 'week'
    | 'collectivity'
    | 'department'
    | 'consultations'
    | 'way'
    | 'files'
    | 'share'
    | 'run'
    | 'reason'
    | 'place'
    | 'period'
    | 'objects'
    | 'service'
    | 'kinds'
    | 'from'
    | 'to',
    string
  >
  rates: Pictured
  weeks: Pictured & { heading: string; table: string; undated: (damaged: string, expected: string) => string }
  clusters: {
    heading: string
    caption: string
    none: string
    of: (damaged: string, expected: string) => string
    covered: (share: string) => string
  }
  worst: Pictured & { heading: string; table: string }
  recovery: Pictured & { heading: string; caption: string; whole: string; nothing: string }
  trend: Pictured & {
    heading: string
    caption: string
    sentence: (before: string, now: string, since: string) => string
    mapping: string
    leftOut: (runs: string) => string
  }
  reservations: {
    title: string
    guards: string
    guard: Record<GuardName, string>
    unknownFiles: (files: string, ceiling: string) => string
    unknownRecovery: (files: string) => string
    unfinished: (unfinished: string, ranges: string) => string
  }
  unknowns: {
    heading: string
    none: string
    caption: string
    ceiling: string
    reason: Record<Reason | 'no-content', string>
    also: string
    byRule: string
    orphans: string
    anomalies: string
    changed: string
    archived: string
  }
  method: {
    heading: string
    services: string
    database: string
    databaseAt: (time: string, server: string, id: string) => string
    storage: string
    listed: (from: string, to: string, objects: string, bytes: string) => string
    sources: Record<'live' | 's3-inventory' | 'file', (bucket: string, at: string) => string>
    unread: (bucket: string) => string
    verification: string
    modes: { none: string; stored: string; sample: (size: string) => string; all: string }
    compared: (kind: string, compared: string, population: string, damaged: string) => string
    run: string
    ran: (from: string, to: string) => string
    guards: string
    noGuards: string
    version: string
    configDigest: string
    mappingDigest: string
    zone: string
    words: string
    glossary: [string, string][]
    pledge: string
  }
  list: {
    heading: string
    intro: (n: string) => string
    caption: string
    filter: string
    department: string
    everyDepartment: string
    shown: string
    sort: string
    none: string
  }
}
