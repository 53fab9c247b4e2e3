import type { Marketplace } from '../marketplace/connect.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import { readFact, recordFact } from '../store/fact.ts'
import { readRows, type StagedRun } from './read-rows.ts'

/** In this order: each model reads only what stands before it. */
const MODELS = [
  'buyer',
  'consultation-buyer',
  'repeated-file',
  'file-of-several',
  'row-of-several',
  'rescoped-row',
  'expected-object',
  'expected-file',
  'promise',
  'repeated-key',
  'anomaly',
]

/**
 * Expectations: the database's promises, read in one snapshot into the run store and made sense of there.
 * A run whose rows were staged before keeps them; an interrupted reading starts over with a new snapshot.
 *
 * @throws Failure (4) when the database stops answering, (2) when a SELECT fails by its own fault
 */
export async function stageExpectations(
  run: StagedRun,
  marketplace: Marketplace,
  mapping: Mapping,
): Promise<void> {
  run.journal.stage('expectations')
  if ((await readFact(run.store, 'expectations')) === undefined) {
    const { rows, snapshot } = await run.store.withOneThread(() => readRows(run, marketplace, mapping))
    for (const model of MODELS) await run.store.model(new URL(`./models/${model}.sql`, import.meta.url))
    await recordFact(run.store, 'snapshot', snapshot)
    await recordFact(run.store, 'expectations', { rows, finished_at: new Date().toISOString() })
  }
  run.journal.finished(
    await run.store.row(`
      select count(*) as rows,
        count(*) filter (in_scope and not_expected is null) as expected,
        (select count(*) from anomaly) as anomalies
      from expected_object`),
  )
}
