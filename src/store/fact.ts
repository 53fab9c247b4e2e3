import type { Place } from '../config/place.ts'
import type { Config } from '../config/schema.ts'
import type { RunStore, Writer } from './run-store.ts'

/** What is known of a run as a whole, by name; kept as JSON in the table `fact`. */
export type Facts = {
  /** What the run was made of; a resumed run must be made of the same. */
  identity: { constat: string; config_digest: string; mapping_digest: string }
  /** The parts of the configuration that reports need. Never a credential. */
  incident: {
    name: string
    time_zone: string
    issuer: string
    host?: string | undefined
    services: { name: string; kinds: string[]; from: string; to: string; risk_from?: string | undefined }[]
  }
  /** In which order people are told, and which deadlines they are told of. */
  urgency: Config['urgency']
  deadlines: Config['deadlines']
  /** The text of the messages to contacts, where the configuration names one. */
  message_template: { text: string }
  places: Place[]
  scope: { years: number[]; kinds: string[]; year_of: string }
  started: { at: string }
  snapshot: { id: string; taken_at: string; server_version: string }
  /** Written when all rows are staged: a run without it starts its expectations over. */
  expectations: { rows: number; finished_at: string }
  inventory: {
    from: string
    to: string
    objects: number
    bytes: number
    ranges: number
    unfinished: number
    /** Where the inventory of each store comes from, and its time (of a live listing, when it ended; null: nothing was read). */
    stores: { bucket: string; source: 'live' | 's3-inventory' | 'file'; at: string | null }[]
  }
  /** Written when promises were matched against the listing that has this digest: they are not matched with it again. */
  match: { listing: string }
  finished: { at: string; exit_code: number }
  /** Written when the run's personal data was removed: its figures are all that is left. */
  purged: { at: string }
}

export async function recordFact<N extends keyof Facts>(
  writer: Writer | RunStore,
  name: N,
  value: Facts[N],
): Promise<void> {
  await writer.run('insert or replace into fact values ($name, $value)', {
    name,
    value: JSON.stringify(value),
  })
}

/** @returns the fact, or undefined when the run has not come so far */
export async function readFact<N extends keyof Facts>(
  store: RunStore,
  name: N,
): Promise<Facts[N] | undefined> {
  const [row] = await store.rows<{ value: string }>('select value from fact where name = $name', { name })
  return row === undefined ? undefined : (JSON.parse(row.value) as Facts[N])
}

/** @throws Error when the run did not come so far */
export async function requireFact<N extends keyof Facts>(store: RunStore, name: N): Promise<Facts[N]> {
  const value = await readFact(store, name)
  if (value === undefined) throw new Error(`the run store lacks the fact ${name}`)
  return value
}
