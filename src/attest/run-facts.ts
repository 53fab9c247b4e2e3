import { readAcceptedGuards } from '../guards/accepted.ts'
import { type Facts, requireFact } from '../store/fact.ts'
import type { RunStore } from '../store/run-store.ts'
import type { Statement } from './statement.ts'

/** What all statements of a run have in common. */
export type RunFacts = Omit<Statement, 'subject' | 'figures' | 'consultations' | 'files'>

/** @throws Error when the run did not come to its end */
export async function readRunFacts(store: RunStore): Promise<RunFacts> {
  const fact = <N extends keyof Facts>(name: N) => requireFact(store, name)
  const incident = await fact('incident')
  const identity = await fact('identity')
  return {
    form: 1,
    issuer: incident.issuer,
    host: incident.host ?? null,
    incident: incident.name,
    time_zone: incident.time_zone,
    services: incident.services.map(({ name, kinds, from, to }) => ({ name, kinds, from, to })),
    guards_accepted: await readAcceptedGuards(store),
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
