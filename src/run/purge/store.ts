import { renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { readFact, recordFact } from '../../store/fact.ts'
import { RunStore } from '../../store/run-store.ts'
import { openFinishedOrPurged } from '../finished-run.ts'

/** Tables that count, and none of whose rows is about a person. All others go. */
const FIGURES = [
  'setting',
  'primary_source',
  'recovery_source',
  'declared_loss',
  'accepted_guard',
  'consultation',
  'state_count',
  'total',
  'tally_cell',
  'place_tally',
  'class_tally',
  'storage_class',
  'verification',
  'incident_window',
  'consultation_urgency',
  'loss_by_week',
  'loss_by_prefix',
  'loss_cluster',
  'loss_span',
]

/** Of the run as a whole: not the text of messages, in which the operator may name people. */
const FACTS = [
  'identity',
  'incident',
  'scope',
  'urgency',
  'deadlines',
  'places',
  'started',
  'snapshot',
  'expectations',
  'inventory',
  'finished',
]

/**
 * Puts in the place of a run store a new file that holds its figures alone: what is deleted from a file stays in its free
 * blocks, so nothing is deleted. Under the run store's name there is always a whole one.
 *
 * @returns when the run was purged, ISO 8601
 * @throws Failure (2) when the run did not come to its end, or another process reads it
 */
export async function purgeStore(path: string, now: Date): Promise<string> {
  const before = await purgedBefore(path)
  if (before !== undefined) return before
  const fresh = `${path}.part`
  forget(fresh, `${fresh}.wal`)
  const at = now.toISOString()
  const store = await RunStore.open(fresh, { timeZone: 'UTC' })
  try {
    await store.attach(path, 'earlier')
    await copyFigures(store)
    await recordFact(store, 'purged', { at })
    await store.detach('earlier')
    await store.run('checkpoint') // so that nothing of it is left in a file beside it
  } catch (error) {
    await store.close()
    forget(fresh, `${fresh}.wal`)
    throw error
  }
  await store.close()
  renameSync(fresh, path)
  forget(`${path}.wal`, `${path}.tmp`)
  return at
}

/** Opened to write, so that it is not while another process reads it, whose reports would outlive the purge. */
async function purgedBefore(path: string): Promise<string | undefined> {
  const store = await openFinishedOrPurged(dirname(path), { readOnly: false })
  try {
    return (await readFact(store, 'purged'))?.at
  } finally {
    await store.close()
  }
}

async function copyFigures(store: RunStore): Promise<void> {
  const tables = await store.rows<{ name: string }>(
    `select table_name as name from duckdb_tables() where database_name = 'earlier'`,
  )
  const there = new Set(tables.map(({ name }) => name)) // a run of another version may lack some
  for (const table of FIGURES)
    if (there.has(table)) await store.run(`create table ${table} as from earlier.${table}`)
  await store.run(`create table collectivity as select * exclude (email) from earlier.collectivity`)
  await store.run(`create table fact (name varchar primary key, value varchar not null)`)
  await store.run(
    `insert into fact select name, value from earlier.fact where list_contains($facts::varchar[], name)`,
    { facts: JSON.stringify(FACTS) },
  )
}

function forget(...paths: string[]): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true })
}
