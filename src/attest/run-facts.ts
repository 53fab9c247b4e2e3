import { type Facts, readFact } from '../store/fact.ts'
import type { RunStore } from '../store/run-store.ts'
import type { Statement } from './statement.ts'

/** What all statements of a run have in common. */
export type RunFacts = Omit<Statement, 'subject' | 'figures' | 'consultations' | 'files'>

const ACCEPTED = `select distinct concat_ws(':', guard, instance) as name from accepted_guard order by name`

/** @throws Error when the run did not come to its end */
export async function readRunFacts(store: RunStore): Promise<RunFacts> {
  const fact = async <N extends keyof Facts>(name: N): Promise<Facts[N]> => {
    const value = await readFact(store, name)
    if (value === undefined) throw new Error(`the run store lacks the fact ${name}`)
    return value
  }
  const incident = await fact('incident')
  const identity = await fact('identity')
  const guards = await store.rows<{ name: string }>(ACCEPTED)
  return {
    form: 1,
    issuer: incident.issuer,
    host: incident.host ?? null,
    incident: incident.name,
    time_zone: incident.time_zone,
    services: incident.services.map(({ name, kinds, from, to }) => ({ name, kinds, from, to })),
    guards_accepted: guards.map(({ name }) => name),
    scope: await fact('scope'),
    run: {
      constat: identity.constat,
      started_at: (await fact('started')).at,
      finished_at: (await fact('finished')).at,
      snapshot_at: (await fact('snapshot')).taken_at,
      listed_to: (await fact('inventory')).to,
      config_digest: identity.config_digest,
      mapping_digest: identity.mapping_digest,
    },
  }
}
