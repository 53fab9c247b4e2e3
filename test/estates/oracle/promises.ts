import type { Estate, ExpectedRow } from '../estate.ts'
import { type Moment, readChecksum, readMoment, readSize, trimmed } from './texts.ts'

/** What a row of the database promises, read as the design says. `row` counts from 1. */
export type Promised = {
  row: number
  /** As storage should have it; null without one. */
  key: string | null
  bucket: string
  kind: string
  role: 'content' | 'signature'
  fileId: string
  collectivity: string
  consultation: string
  attached: boolean
  size: number | null
  checksum: string | null
  date: Moment | null
  notExpected: boolean
}

export function readPromises(estate: Estate, rows: readonly ExpectedRow[]): Promised[] {
  return rows.map((row, n) => readPromise(estate, row, n + 1))
}

function readPromise(estate: Estate, row: ExpectedRow, number: number): Promised {
  const { settings, primary } = estate
  const consultation = consultationOf(estate, row)
  const date =
    settings.yearOf === 'deposited_at' ? row.deposited_at : (consultation?.[settings.yearOf] ?? null)
  return {
    row: number,
    key: row.object_key ? storageKey(estate, row.object_key) : null,
    bucket: row.bucket || (primary[0]?.bucket ?? ''),
    kind: trimmed(row.kind) || 'unspecified',
    role: trimmed(row.role).toLowerCase() === 'signature' ? 'signature' : 'content',
    fileId: row.file_id || row.object_key || `row ${number}`,
    collectivity: row.collectivity_id ?? '',
    consultation: row.consultation_id ?? '',
    attached: consultation !== undefined,
    size: readSize(row.size_bytes),
    checksum: readChecksum(row.checksum),
    date: readMoment(date, settings.timeZone),
    notExpected: trimmed(row.not_expected) !== '',
  }
}

function consultationOf({ consultations }: Estate, row: ExpectedRow) {
  return consultations.find(
    (known) =>
      known['collectivity_id'] === row.collectivity_id && known['consultation_id'] === row.consultation_id,
  )
}

/** The first rewrite whose beginning fits is taken. */
function storageKey({ settings }: Estate, key: string): string {
  const rewrite = settings.rewrites.find(({ from }) => key.slice(0, from.length) === from)
  return rewrite === undefined ? key : rewrite.to + key.slice(rewrite.from.length)
}

/** A file as the design identifies it. */
export function fileOf(promised: Promised): string {
  return JSON.stringify([promised.collectivity, promised.consultation, promised.kind, promised.fileId])
}

/** A file's year: that of its earliest content row (of any row, where it has none); '' is in no scope. */
export type FileScope = { year: string; inScope: boolean }

export function scopeFiles({ settings }: Estate, promises: readonly Promised[]): Map<string, FileScope> {
  const scopes = [...Map.groupBy(promises, fileOf)].map(([file, rows]): [string, FileScope] => {
    const contents = rows.filter(({ role }) => role === 'content')
    const dates = (contents.length > 0 ? contents : rows)
      .map(({ date }) => date)
      .filter((date) => date !== null)
    const first = dates.sort((a, b) => a.instant - b.instant)[0]
    const kind = rows[0]?.kind ?? ''
    const yearFits = first === undefined || settings.years.length === 0 || settings.years.includes(first.year)
    const kindFits = settings.kinds.length === 0 || kind === 'unspecified' || settings.kinds.includes(kind)
    return [
      file,
      { year: first === undefined ? 'undated' : String(first.year), inScope: yearFits && kindFits },
    ]
  })
  return new Map(scopes)
}
