import { type Kysely, sql, type Transaction } from 'kysely'
import { DatabaseError } from 'pg'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import { type AnySchema, type Marketplace, marketplaceFailure } from './connect.ts'
import type { MappedSelect, Mapping } from './mapping.ts'

/** The one moment of the database that a run speaks of. */
export type Snapshot = { id: string; taken_at: string; server_version: string }

/** Some rows of one SELECT, as columns of text in the contract's order. */
export type TextBatch = { select: MappedSelect; columns: (string | null)[][] }

const ROWS_PER_BATCH = 8192

/**
 * Reads the five SELECTs inside one REPEATABLE READ, READ ONLY transaction and gives their rows in batches;
 * the transaction ends with the last row. Every value comes as text, as the database prints it.
 *
 * @param onSnapshot told first, before any row
 * @param onBatch called with each batch in turn; the next is read when it is done
 * @throws Failure (4) when the database stops answering
 */
export async function readMarketplace(
  marketplace: Marketplace,
  mapping: Mapping,
  onSnapshot: (snapshot: Snapshot) => Promise<void>,
  onBatch: (batch: TextBatch) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const transaction = marketplace.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
  let begun = false
  const read = transaction.execute(async (trx) => {
    begun = true
    await onSnapshot(await takeSnapshot(trx))
    for (const select of mapping.selects) await readSelect(trx, select, onBatch, signal)
  })
  await read.catch((cause: unknown) => {
    throw begun ? cause : marketplaceFailure(cause)
  })
}

/** The first statement of a REPEATABLE READ transaction fixes what all later ones see. */
async function takeSnapshot(trx: Transaction<AnySchema>): Promise<Snapshot> {
  try {
    const { rows } = await sql<Snapshot>`
      select txid_current_snapshot()::text as id,
        to_char(transaction_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as taken_at,
        current_setting('server_version') as server_version`.execute(trx)
    if (rows[0] === undefined) throw new Error('it gave no snapshot')
    return rows[0]
  } catch (cause) {
    throw marketplaceFailure(cause)
  }
}

async function readSelect(
  trx: Kysely<AnySchema>,
  select: MappedSelect,
  onBatch: (batch: TextBatch) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const names = select.columns.map((column) => column.name)
  const rows = trx
    .selectFrom(sql<Record<string, string | null>>`(${sql.raw(select.sql)}\n)`.as('mapped'))
    .select(names.map((name) => sql<string | null>`${sql.ref(name)}::text`.as(name)))
    .stream(ROWS_PER_BATCH)
  let columns: (string | null)[][] = names.map(() => [])
  const flush = async () => {
    await onBatch({ select, columns })
    columns = names.map(() => [])
  }
  for await (const row of explaining(rows, select)) {
    signal.throwIfAborted()
    for (const [i, name] of names.entries()) columns[i]?.push(row[name] ?? null)
    if (columns[0]?.length === ROWS_PER_BATCH) await flush()
  }
  if ((columns[0]?.length ?? 0) > 0) await flush()
}

/** Tells an error of the mapping (a cast that fails, a function that writes) from a database that went away. */
async function* explaining<T>(rows: AsyncIterable<T>, select: MappedSelect): AsyncGenerator<T> {
  try {
    yield* rows
  } catch (cause) {
    const mistaken = cause instanceof DatabaseError && MISTAKES.includes(cause.code?.slice(0, 2) ?? '')
    if (!mistaken) throw marketplaceFailure(cause)
    throw new Failure(
      EXIT.usage,
      `${select.file}: ${messageOf(cause)}`,
      'mend this SELECT; a value that may not be readable is best given as text',
      { cause },
    )
  }
}

/** SQLSTATE classes that a SELECT's own text causes: data exception, syntax or access, a write in a read-only transaction. */
const MISTAKES = ['22', '25', '42', '0A', '21']
