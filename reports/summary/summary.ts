import { readAcceptedGuards } from '../../src/guards/accepted.ts'
import { type Facts, requireFact } from '../../src/store/fact.ts'
import type { Row } from '../../src/store/plain-value.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { CHANGES, type Change } from '../../src/vocabulary/state.ts'
import { toTotals } from './figures.ts'
import type { Summary, Totals } from './schema.ts'
import { readShape } from './shape.ts'

type Units = { files: Totals; objects: Totals; signatures: Totals }

/** Gathers the summary of a finished run from its run store. */
export async function readSummary(store: RunStore): Promise<Summary> {
  const fact = <N extends keyof Facts>(name: N) => requireFact(store, name)
  const identity = await fact('identity')
  const finished = await fact('finished')
  return {
    constat: identity.constat,
    run: {
      started_at: (await fact('started')).at,
      finished_at: finished.at,
      exit_code: finished.exit_code,
      config_digest: identity.config_digest,
      mapping_digest: identity.mapping_digest,
    },
    incident: await fact('incident'),
    scope: await fact('scope'),
    snapshot: await fact('snapshot'),
    inventory: await fact('inventory'),
    guards_accepted: await readAcceptedGuards(store),
    kinds: await readKinds(store),
    ...(await readCounts(store)),
    shape: await readShape(store),
    verification: await readVerification(store),
    changes: await readChanges(store),
  }
}

async function readKinds(store: RunStore): Promise<Summary['kinds']> {
  const rows = await store.rows(
    `select * from total where grain in ('kind', 'kind-year') order by kind, year`,
  )
  const units = (of: Row[]): Units => ({
    files: toTotals(of.find((row) => row['unit'] === 'files')),
    objects: toTotals(of.find((row) => row['unit'] === 'objects')),
    signatures: toTotals(of.find((row) => row['unit'] === 'signatures')),
  })
  const kinds = [...Map.groupBy(rows, (row) => String(row['kind']))].map(([kind, ofKind]) => {
    const yearly = Map.groupBy(
      ofKind.filter((row) => row['year'] !== null),
      (row) => String(row['year']),
    )
    const years = Object.fromEntries([...yearly].map(([year, ofYear]) => [year, units(ofYear)]))
    return [kind, { ...units(ofKind.filter((row) => row['year'] === null)), years }] as const
  })
  return Object.fromEntries(kinds)
}

async function readCounts(store: RunStore) {
  const counts = await store.row<Record<string, number>>(`
    select
      (select count(*) from collectivity) as collectivities,
      (select count(*) from total where unit = 'files' and grain = 'collectivity' and damaged > 0) as collectivities_affected,
      (select count(*) from consultation) as consultations,
      (select count(*) from total where unit = 'files' and grain = 'consultation' and damaged > 0 and consultation_id <> '')
        as consultations_affected,
      (select count(*) from (select distinct collectivity_id, buyer_id from affected_contact where contact = 'contact')) as buyers_affected,
      (select count(*) from affected_contact where contact = 'collectivity-address') as without_contact,
      (select count(*) from orphan) as orphans,
      (select count(*) from anomaly) as anomalies,
      (select coalesce(sum(objects), 0)::bigint from storage_class where archived) as archived`)
  const of = (name: string) => counts[name] ?? 0
  return {
    collectivities: { known: of('collectivities'), affected: of('collectivities_affected') },
    consultations: { known: of('consultations'), affected: of('consultations_affected') },
    buyers: { affected: of('buyers_affected'), without_contact: of('without_contact') },
    orphans: of('orphans'),
    anomalies: of('anomalies'),
    archived: of('archived'),
  }
}

async function readVerification(store: RunStore): Promise<Summary['verification']> {
  const { mode } = await store.row<{ mode: string }>(
    `select verify || case when verify = 'sample' then ':' || sample_size else '' end as mode from setting`,
  )
  const rows = await store.rows('select * exclude (mode) from verification order by kind')
  const kinds = Object.fromEntries(rows.map(({ kind, ...figures }) => [String(kind), figures]))
  return { mode, kinds: kinds as Summary['verification']['kinds'] }
}

async function readChanges(store: RunStore): Promise<Summary['changes']> {
  const rows = await store.rows<{ change: Change; n: number }>(
    'select change, count(*) as n from object_verdict where change is not null group by change',
  )
  const of = (change: Change) => rows.find((row) => row.change === change)?.n ?? 0
  return Object.fromEntries(CHANGES.map((change) => [change, of(change)])) as Summary['changes']
}
