import { addAbortSignal } from 'node:stream'
import { sql } from 'kysely'
import { type ClientBase, DatabaseError, type PoolClient } from 'pg'
import { NULL_MARK } from '../vocabulary/copy-text.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import { type Marketplace, marketplaceFailure } from './connect.ts'
import { type CopiedRows, CopyRows } from './copy-rows.ts'
import { describeDatabaseError } from './database-error.ts'
import { describeSelect } from './describe-select.ts'
import type { MappedSelect, Mapping } from './mapping.ts'

/** The one moment of the database that a run speaks of. */
export type Snapshot = { id: string; taken_at: string; server_version: string }

/** Some rows of one SELECT: lines of COPY with the contract's columns in its order (`src/vocabulary/copy-text.ts`). */
export type RowLot = CopiedRows & { select: MappedSelect }

/** Told in this order, one after the other: the snapshot, and of each SELECT its beginning, its lots and its end. */
export type RowReader = {
  onSnapshot(snapshot: Snapshot): Promise<void> | void
  onSelect(select: MappedSelect): Promise<void> | void
  /** At most two more lots are read meanwhile. */
  onRows(lot: RowLot): Promise<void>
  onEnd(select: MappedSelect): Promise<void> | void
}

/**
 * Reads the five SELECTs inside one REPEATABLE READ, READ ONLY transaction and gives their rows in lots, in the order
 * of the database; the transaction ends with the last row. Every value comes as text, as the database prints it.
 *
 * @throws Failure (4) when the database stops answering, (2) when a SELECT fails by its own fault
 */
export async function readMarketplace(
  marketplace: Marketplace,
  mapping: Mapping,
  reader: RowReader,
  signal: AbortSignal,
): Promise<void> {
  const client = await marketplace.pool.connect().catch((cause: unknown) => {
    throw marketplaceFailure(cause)
  })
  try {
    await reader.onSnapshot(await takeSnapshot(client))
    for (const select of mapping.selects) await readSelect(marketplace, client, select, reader, signal)
    await client.query('commit').catch((cause: unknown) => {
      throw brokenOff(cause, 'its last row')
    })
    client.release()
  } catch (cause) {
    if (signal.aborted || !(cause instanceof Failure)) await cancelQuery(marketplace, client)
    client.release(true) // ends the session, which may still be sending
    signal.throwIfAborted()
    throw cause
  }
}

/** A server may notice only late that nobody listens any more: what this run asked of it is not left running. */
async function cancelQuery(
  { pool }: Marketplace,
  client: PoolClient & { processID?: number },
): Promise<void> {
  await pool.query('select pg_cancel_backend($1)', [client.processID]).catch(() => {})
}

/** The first statement of a REPEATABLE READ transaction fixes what all later ones see. */
async function takeSnapshot(client: ClientBase): Promise<Snapshot> {
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query<Snapshot>(`
      select txid_current_snapshot()::text as id,
        to_char(transaction_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as taken_at,
        current_setting('server_version') as server_version`)
    if (rows[0] === undefined) throw new Error('it gave no snapshot')
    return rows[0]
  } catch (cause) {
    throw brokenOff(cause, 'its snapshot')
  }
}

async function readSelect(
  { db }: Marketplace,
  client: ClientBase,
  select: MappedSelect,
  reader: RowReader,
  signal: AbortSignal,
): Promise<void> {
  const columns = sql.join(select.columns.map(({ name }) => sql`${sql.ref(name)}::text`))
  const copy = sql`copy (select ${columns} from (${sql.raw(select.sql)}\n) as mapped)
    to stdout (format text, null ${sql.lit(NULL_MARK)})`.compile(db).sql
  await reader.onSelect(select)
  for await (const lot of explaining(copyRows(client, select, copy, signal), select)) {
    await reader.onRows({ select, ...lot })
    signal.throwIfAborted()
  }
  await reader.onEnd(select)
}

/** Prepared alone a text of several statements is refused; only then is it put into a COPY, which would run them all. */
async function* copyRows(
  client: ClientBase,
  select: MappedSelect,
  copy: string,
  signal: AbortSignal,
): AsyncGenerator<CopiedRows> {
  await describeSelect(client, select.sql)
  yield* addAbortSignal(signal, client.query(new CopyRows(copy)))
}

/** Tells an error of the mapping (a cast that fails, a function that writes) from a database that went away. */
async function* explaining<T>(rows: AsyncIterable<T>, select: MappedSelect): AsyncGenerator<T> {
  try {
    yield* rows
  } catch (cause) {
    const mistaken = cause instanceof DatabaseError && isMistake(cause.code ?? '')
    if (!mistaken) throw brokenOff(cause, select.file)
    throw new Failure(
      EXIT.usage,
      `${select.file}: ${describeDatabaseError(cause)}`,
      'mend this SELECT; a value that may not be readable is best given as text',
      { cause },
    )
  }
}

/**
 * Does a SELECT's own text cause it: a data exception, syntax or access, a write in a read-only transaction, an error
 * that a function of its raises?
 */
function isMistake(sqlState: string): boolean {
  return sqlState === '25006' || ['22', '42', '0A', '21', 'P0'].includes(sqlState.slice(0, 2))
}

/** It answered before, so that nothing is wrong with its URL. */
function brokenOff(cause: unknown, what: string): Failure {
  if (cause instanceof Failure) return cause
  return new Failure(
    EXIT.noSource,
    `the marketplace's database broke off while ${what} was read: ${describeDatabaseError(cause)}`,
    'nothing of this reading is kept; when the database answers again, --resume reads it anew in a new snapshot',
    { cause },
  )
}
