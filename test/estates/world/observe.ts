import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '../../../reports/summary/schema.ts'
import type { PlainValue } from '../../../src/store/plain-value.ts'
import { RunStore } from '../../../src/store/run-store.ts'
import { FIGURES, type Figures, totalName } from '../oracle/totals.ts'
import type { VersionIds } from './buckets.ts'

type Cells = Record<string, PlainValue>

/** What a run said of an estate, in the words of the oracle. Bucket names are the estate's own. */
export type Observed = {
  objects: Map<string, Record<string, unknown>>
  files: Map<string, Record<string, unknown>>
  totals: Map<string, Figures>
  orphans: string[]
  anomalies: string[]
  read: Set<string>
  drawn: Map<string, number>
  summary: Summary
}

/** Reads the run store and the summary of a finished run. */
export async function observe(
  folder: string,
  own: (bucket: string) => string,
  versions: VersionIds,
): Promise<Observed> {
  const store = await RunStore.open(join(folder, 'run.duckdb'), { timeZone: 'UTC', readOnly: true })
  try {
    const rows = (sql: string) => store.rows<Cells>(sql)
    const named = (row: Cells) => JSON.stringify([own(String(row['bucket'])), row['object_key']])
    return {
      objects: new Map(
        (await rows(OBJECTS)).map((row) => [objectName(row, own), objectOf(row, own, versions)]),
      ),
      files: new Map((await rows(FILES)).map((row) => [fileName(row), fileVerdictOf(row)])),
      totals: new Map((await rows('select * from total')).map((row) => [nameOfTotal(row), figuresOf(row)])),
      orphans: (await rows('select bucket, object_key from orphan')).map(named),
      anomalies: (await rows(ANOMALIES)).map((row) => `${row['row_number']} ${row['code']}`).sort(),
      read: new Set((await rows(READ)).map(named)),
      drawn: new Map((await rows(DRAWN)).map((row) => [String(row['kind']), Number(row['n'])])),
      summary: JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Summary,
    }
  } finally {
    await store.close()
  }
}

const OBJECTS = `
  select row_number, collectivity_id, consultation_id, kind, file_id, role, bucket, object_key, state, reason, assurance, rule, found_key, recovery, recovered_from, recovered_key, recovered_version_id, change
  from object_verdict`
const FILES = `
  select collectivity_id, consultation_id, kind, file_id, state, signature_state, recovery, assurance, by_rule
  from file_verdict`
const ANOMALIES = `select row_number, code from anomaly where source = 'expected-objects'`
const READ = `select bucket, object_key from content_answer where method = 'read'`
const DRAWN = `select kind, count(*) as n from sampled_object where drawn group by kind`

/** A row that came at the second look has no number in the snapshot. */
function objectName(row: Cells, own: (bucket: string) => string): string {
  if (Number(row['row_number']) > 0) return `row ${row['row_number']}`
  return `added ${JSON.stringify([fileName(row), row['role'], own(String(row['bucket'])), row['object_key']])}`
}

function objectOf(
  row: Cells,
  own: (bucket: string) => string,
  versions: VersionIds,
): Record<string, unknown> {
  const from = row['recovered_from']
  const version = row['recovered_version_id']
  return {
    state: row['state'],
    reason: row['reason'],
    assurance: row['assurance'],
    rule: row['rule'],
    foundKey: row['found_key'],
    recovery: row['recovery'],
    from: typeof from === 'string' ? own(from) : from,
    key: version === null ? row['recovered_key'] : `${row['recovered_key']}#${versions.get(String(version))}`,
    change: row['change'],
  }
}

function fileVerdictOf(row: Cells): Record<string, unknown> {
  const recovery = row['recovery']
  return {
    state: row['state'],
    signature: row['signature_state'],
    recovery: recovery === null || recovery === 'none' || recovery === 'unknown' ? recovery : 'recoverable',
    assurance: row['assurance'],
    byRule: row['by_rule'],
  }
}

const fileName = (row: Cells) =>
  JSON.stringify([row['collectivity_id'], row['consultation_id'], row['kind'], row['file_id']])

function nameOfTotal(row: Cells): string {
  const of: Record<string, string[]> = {
    platform: [],
    kind: ['kind'],
    year: ['year'],
    'kind-year': ['kind', 'year'],
    collectivity: ['collectivity_id'],
    'collectivity-kind': ['collectivity_id', 'kind'],
    consultation: ['collectivity_id', 'consultation_id'],
    'consultation-kind': ['collectivity_id', 'consultation_id', 'kind'],
  }
  const grain = String(row['grain'])
  return totalName(
    String(row['unit']),
    grain,
    (of[grain] ?? []).map((column) => row[column] as string | null),
  )
}

function figuresOf(row: Cells): Figures {
  return Object.fromEntries(FIGURES.map((figure) => [figure, Number(row[figure])])) as Figures
}
