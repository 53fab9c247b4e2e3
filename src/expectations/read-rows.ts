import type { Marketplace } from '../marketplace/connect.ts'
import type { MappedSelect, Mapping } from '../marketplace/mapping.ts'
import { readMarketplace, type Snapshot } from '../marketplace/read.ts'
import { ArrivingRows, forgetArrivedRows } from '../store/copy-text.ts'
import type { Run } from '../store/run.ts'
import type { RunStore } from '../store/run-store.ts'
import type { Session } from '../store/session.ts'

/** Rows pass through a file of the run's folder on their way into the run store. */
export type StagedRun = Run & { folder: string }

/** The one SELECT of which there may be ten millions of rows: they are made sense of as they arrive, and written once. */
const PROMISES = 'raw_expected_object'
/** What those rows are read with, and where they go. */
const BEFORE_PROMISES = ['readable', 'collectivity', 'consultation', 'promises-of', 'expected-row']
/** Most files have no flawed row, and are read once. */
const FLAWED = `
  select 1 from expected_row
  where flawed and row_number >= getvariable('arrived_first_row')
    and row_number < getvariable('arrived_first_row') + getvariable('arrived_rows')
  limit 1`

/**
 * Reads the five SELECTs into the run store: all rows of the first four as the database gives them, those of
 * expected-objects.sql completed (`expected_row`). Rows of an interrupted reading go first.
 *
 * @throws Failure (4) when the database stops answering, (2) when a SELECT fails by its own fault
 */
export async function readRows(
  run: StagedRun,
  marketplace: Marketplace,
  mapping: Mapping,
): Promise<{ rows: number; snapshot: Snapshot }> {
  const { store } = run
  await forgetArrivedRows(run.folder)
  await using opened = new AsyncDisposableStack()
  let snapshot: Snapshot | undefined
  let arriving: ArrivingRows | undefined
  let rows = 0
  await readMarketplace(
    marketplace,
    mapping,
    {
      onSnapshot(taken) {
        snapshot = taken
      },
      async onSelect({ table, columns }) {
        await store.run(`delete from ${table}`)
        if (table === PROMISES) await derive(store, BEFORE_PROMISES)
        const names = columns.map(({ name }) => name)
        arriving = opened.use(
          new ArrivingRows(store, names, run.folder, (session) => takeArrived(session, table)),
        )
      },
      async onRows(lot) {
        await arriving?.append(lot.bytes, lot.rows)
        rows += lot.rows
        run.journal.progress(rows, undefined, 'rows')
      },
      async onEnd(select) {
        await arriving?.finish()
        await refuseOtherCount(store, select, arriving?.rows ?? 0)
      },
    },
    run.signal,
  )
  if (snapshot === undefined) throw new Error('the database was read without a snapshot')
  return { rows, snapshot }
}

async function takeArrived(session: Session, table: string): Promise<void> {
  if (table !== PROMISES) return session.run(`insert into ${table} select * from arrived_row`)
  await derive(session, ['completed-row'])
  if ((await session.count(FLAWED)) > 0) await derive(session, ['flawed-row'])
}

async function derive(session: Pick<Session, 'model'>, models: readonly string[]): Promise<void> {
  for (const model of models) await session.model(new URL(`./models/${model}.sql`, import.meta.url))
}

/** @throws Error when the store does not hold as many rows as the database gave: then the expectations are not whole */
async function refuseOtherCount(store: RunStore, { table }: MappedSelect, rows: number): Promise<void> {
  const held = await store.count(`select 1 from ${table === PROMISES ? 'expected_row' : table}`)
  if (held !== rows)
    throw new Error(`the run store holds ${held} rows of ${table}, and the database gave ${rows}`)
}
