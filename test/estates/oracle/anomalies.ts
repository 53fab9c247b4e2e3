import type { Estate, ExpectedRow } from '../estate.ts'
import { type FileScope, fileOf, type Promised } from './promises.ts'
import { readBoolean, readChecksum, readMoment, trimmed } from './texts.ts'

/** @returns what is wrong in the rows of `expected-objects.sql`: `row code`, each as often as it holds */
export function anomaliesOf(
  estate: Estate,
  promises: readonly Promised[],
  files: ReadonlyMap<string, FileScope>,
): string[] {
  const alone = promises.flatMap((promised, n) => {
    const row = estate.rows[n]
    return row === undefined ? [] : codesOf(estate, row, promised).map((code) => `${promised.row} ${code}`)
  })
  return [...alone, ...among(promises, files)].sort()
}

function codesOf(estate: Estate, row: ExpectedRow, promised: Promised): string[] {
  const { timeZone } = estate.settings
  const unreadable = (text: string | null, value: unknown) => trimmed(text) !== '' && value === null
  const codes: [string, boolean][] = [
    ['no-key', promised.key === null && !promised.notExpected],
    ['bad-size', unreadable(row.size_bytes, promised.size)],
    ['bad-date', unreadable(row.deposited_at, readMoment(row.deposited_at, timeZone))],
    ['bad-checksum', unreadable(row.checksum, readChecksum(row.checksum))],
    ['bad-boolean', unreadable(row.current, readBoolean(row.current))],
    ['bad-boolean', unreadable(row.winning, readBoolean(row.winning))],
    ['bad-role', !['content', 'signature'].includes(trimmed(row.role).toLowerCase())],
    ['no-kind', trimmed(row.kind) === ''],
    ['no-file-id', !row.file_id],
    ['unknown-consultation', Boolean(row.consultation_id) && !promised.attached],
    [
      'unknown-collectivity',
      !estate.collectivities.some((known) => known['collectivity_id'] === row.collectivity_id),
    ],
    ['unknown-bucket', !estate.primary.some(({ bucket }) => bucket === promised.bucket)],
  ]
  return codes.filter(([, holds]) => holds).map(([code]) => code)
}

/** What is wrong between rows. */
function among(promises: readonly Promised[], files: ReadonlyMap<string, FileScope>): string[] {
  const found: string[] = []
  const say = (code: string, rows: readonly Promised[]) =>
    found.push(...rows.map(({ row }) => `${row} ${code}`))
  const different = (values: unknown[]) => new Set(values.filter((value) => value !== null)).size > 1
  const groups = (key: (promised: Promised) => string, of = promises) => Map.groupBy(of, key).values()

  for (const rows of groups((p) => JSON.stringify([p.collectivity, p.consultation, p.fileId])))
    if (different(rows.map(({ kind }) => kind))) say('two-kinds', rows)

  const expected = promises.filter(({ key, notExpected }) => key !== null && !notExpected)
  for (const rows of groups((p) => JSON.stringify([p.bucket, p.key]), expected))
    if (different(rows.map(({ size }) => size)) || differentSums(rows)) say('conflicting-promises', rows)

  const keyed = promises.filter(({ key }) => key !== null)
  for (const rows of groups((p) => JSON.stringify([fileOf(p), p.role, p.bucket, p.key]), keyed))
    say('duplicate-row', rows.slice(1))

  for (const rows of groups(fileOf)) {
    const wanted = rows.filter(({ notExpected }) => !notExpected)
    const [first] = rows
    if (
      first &&
      files.has(fileOf(first)) &&
      wanted.length > 0 &&
      !wanted.some(({ role }) => role === 'content')
    )
      say('no-content', [first])
  }
  return found
}

/** A content has one MD5 and one SHA-256: promises conflict within an algorithm. */
function differentSums(rows: readonly Promised[]): boolean {
  const sums = new Set(rows.map(({ checksum }) => checksum).filter((sum) => sum !== null))
  return sums.size > new Set([...sums].map((sum) => sum.split(':')[0])).size
}

/** @returns how many dates of consultations cannot be read, and consultations of no known collectivity */
export function consultationAnomalies({ consultations, settings }: Estate): number {
  return consultations
    .flatMap((consultation) => [consultation['published_at'] ?? null, consultation['deadline_at'] ?? null])
    .filter((text) => trimmed(text) !== '' && readMoment(text, settings.timeZone) === null).length
}
