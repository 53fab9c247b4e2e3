import type { Marketplace } from '../marketplace/connect.ts'
import { estimateRows } from '../marketplace/estimate-rows.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import { readMarketplace } from '../marketplace/read.ts'
import { CopyTextTable } from '../store/copy-text.ts'
import { readFact, recordFact } from '../store/fact.ts'
import type { Run } from '../store/run.ts'
import type { Writer } from '../store/run-store.ts'

/** Rows pass through a file of the run's folder on their way into the run store. */
type StagedRun = Run & { folder: string }

/** In this order: each model reads only what stands before it. */
const MODELS = [
  'readable',
  'collectivity',
  'consultation',
  'buyer',
  'consultation-buyer',
  'promises-of',
  'file-of-several',
  'expected-row',
  'expected-object',
  'expected-file',
  'promise',
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

async function readIntoStore(run: StagedRun, marketplace: Marketplace, mapping: Mapping): Promise<number> {
  const about = await estimateRows(marketplace, mapping)
  return run.store.transaction(async (writer) => {
    for (const { table } of mapping.selects) await writer.run(`delete from ${table}`)
    await using tables = new AsyncDisposableStack()
    const counts = new Map<string, number>()
    let rows = 0
    let reading: { table: string; into: CopyTextTable } | undefined
    await readMarketplace(
      marketplace,
      mapping,
      (snapshot) => recordFact(writer, 'snapshot', snapshot),
      async (lot) => {
        const { table, columns } = lot.select
        if (reading?.table !== table) {
          await reading?.into.finish()
          const target = { table, names: columns.map(({ name }) => name) }
          reading = { table, into: tables.use(new CopyTextTable(writer, target, run.folder)) }
        }
        await reading.into.append(lot.bytes, lot.rows)
        counts.set(table, (counts.get(table) ?? 0) + lot.rows)
        rows += lot.rows
        run.journal.progress(rows, about, 'rows')
      },
      run.signal,
    )
    await reading?.into.finish()
    for (const { table } of mapping.selects) await refuseOtherCount(writer, table, counts.get(table) ?? 0)
    return rows
  })
}

/** @throws Error when the table does not hold as many rows as the database gave: nothing is kept then */
async function refuseOtherCount(writer: Writer, table: string, rows: number): Promise<void> {
  await writer.run(
    `select error('${table} holds ' || count(*) || ' rows, and the database gave ' || $rows)
     from ${table} having count(*) <> $rows`,
    { rows },
  )
}
