import type { Marketplace } from '../marketplace/connect.ts'
import { estimateRows } from '../marketplace/estimate-rows.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import { readMarketplace, type Snapshot } from '../marketplace/read.ts'
import { readFact, recordFact } from '../store/fact.ts'
import type { Run } from '../store/run.ts'

/** In this order: each model reads only what stands before it. */
const MODELS = [
  'readable',
  'collectivity',
  'consultation',
  'buyer',
  'consultation-buyer',
  'promises-of',
  'promise',
  'expected-file',
  'expected-object',
  'anomaly',
]

/**
 * Expectations: the database's promises, read in one snapshot into the run store and made sense of there.
 * A run whose rows were staged before keeps them; an interrupted reading starts over with a new snapshot.
 *
 * @throws Failure (4) when the database stops answering, (2) when a SELECT fails by its own fault
 */
export async function stageExpectations(run: Run, marketplace: Marketplace, mapping: Mapping): Promise<void> {
  run.journal.stage('expectations')
  if ((await readFact(run.store, 'expectations')) === undefined) {
    const rows = await readIntoStore(run, marketplace, mapping)
    for (const model of MODELS) await run.store.model(new URL(`./models/${model}.sql`, import.meta.url))
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

async function readIntoStore(run: Run, marketplace: Marketplace, mapping: Mapping): Promise<number> {
  const about = await estimateRows(marketplace, mapping)
  return run.store.transaction(async (writer) => {
    let rows = 0
    let snapshot: Snapshot | undefined
    for (const { table } of mapping.selects) await writer.run(`delete from ${table}`)
    const rowNumbers = new Map<string, number>()
    await readMarketplace(
      marketplace,
      mapping,
      async (taken) => {
        snapshot = taken
      },
      async ({ select, columns }) => {
        const first = rowNumbers.get(select.name) ?? 1
        const count = columns[0]?.length ?? 0
        const appender = await writer.append(select.table)
        appender.write([Array.from({ length: count }, (_, i) => first + i), ...columns])
        appender.close()
        rowNumbers.set(select.name, first + count)
        rows += count
        run.journal.progress(rows, about, 'rows')
      },
      run.signal,
    )
    if (snapshot !== undefined) await recordFact(writer, 'snapshot', snapshot)
    return rows
  })
}
