import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXPECTED_COLUMNS } from '../columns.ts'
import type { Estate, Texts } from '../estate.ts'

const COLUMNS = {
  collectivities: ['collectivity_id', 'name', 'siren', 'siret', 'department', 'email'],
  consultations: [
    ...['collectivity_id', 'consultation_id', 'reference', 'title', 'category'],
    ...['published_at', 'initial_deadline_at', 'deadline_at', 'opened_at', 'awarded_at'],
  ],
  buyers: ['collectivity_id', 'buyer_id', 'service', 'full_name', 'email', 'phone', 'active'],
  'consultation-buyers': ['collectivity_id', 'consultation_id', 'buyer_id'],
  'expected-objects': [...EXPECTED_COLUMNS],
}

/**
 * Writes the five SELECTs of an estate, over literal rows. Only the snapshot is read under REPEATABLE READ: so the
 * same SELECT gives other rows at the second look, as if the database had changed in between.
 *
 * @returns the folder
 */
export function writeMapping(estate: Estate, folder: string, unique: (bucket: string) => string): string {
  const write = (name: keyof typeof COLUMNS, rows: readonly Texts[], later?: readonly Texts[]) =>
    writeFileSync(join(folder, `${name}.sql`), selectOf(COLUMNS[name], rows, later))
  const named = (rows: readonly Texts[]) =>
    rows.map((row) => ({ ...row, bucket: row['bucket'] ? unique(row['bucket']) : (row['bucket'] ?? null) }))
  mkdirSync(folder, { recursive: true })
  write('collectivities', estate.collectivities)
  write('consultations', estate.consultations)
  write('buyers', estate.buyers)
  write('consultation-buyers', estate.consultationBuyers)
  write('expected-objects', named(estate.rows), named(estate.later))
  return folder
}

function selectOf(
  columns: readonly string[],
  rows: readonly Texts[],
  later: readonly Texts[] = rows,
): string {
  const names = columns.join(', ')
  const values = [
    ...valuesOf(columns, rows, 'repeatable read'),
    ...valuesOf(columns, later, 'read committed'),
  ]
  if (values.length === 0)
    return `select ${columns.map((name) => `null::text as ${name}`).join(', ')} where false`
  return `select ${names}
from (values\n${values.join(',\n')}\n) as r (isolation, n, ${names})
where isolation = current_setting('transaction_isolation')
order by n`
}

function valuesOf(columns: readonly string[], rows: readonly Texts[], isolation: string): string[] {
  return rows.map(
    (row, n) => `('${isolation}', ${n}, ${columns.map((name) => literal(row[name] ?? null)).join(', ')})`,
  )
}

function literal(text: string | null): string {
  return text === null ? 'null::text' : `'${text.replaceAll("'", "''")}'::text`
}
