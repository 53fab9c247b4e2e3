import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { readAuthority } from '../config/authority.ts'
import { certificateAdvice } from '../vocabulary/certificate.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import { describeDatabaseError } from './database-error.ts'

/** The mapping decides what the tables are: none is known to the types. */
export type AnySchema = Record<string, Record<string, unknown>>

export type Marketplace = {
  db: Kysely<AnySchema>
  pool: Pool
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000
/** Silence after which the machine asks whether the server's is still there, ten times, a second apart. */
const KEEP_ALIVE_MS = 30_000
const SESSION_OPTIONS = '-c default_transaction_read_only=on -c datestyle=ISO -c timezone=UTC'

/**
 * Opens the marketplace's database. Every session of it is read-only by default, so that even a statement
 * outside our transaction cannot write, and prints dates in ISO and in UTC.
 *
 * @param url a PostgreSQL URL; never part of a message, since it may hold a password
 * @param ca path of the certificates that the server is verified by; given, it must speak TLS
 * @throws Failure (2) when these cannot be read
 */
export function connectMarketplace({ url, ca }: { url: string; ca?: string | undefined }): Marketplace {
  const pool = new Pool({
    connectionString: withSessionOptions(withAuthority(url, ca)),
    max: 2,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'constat',
    // A SELECT may rightly be silent for long before its first row; that nobody is there any more is told by TCP.
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  })
  // A connection that breaks is met again, with its error, by the query that waits for it or by the next one. What
  // nobody listens for would end the process.
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  const db = new Kysely<AnySchema>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}

function withAuthority(url: string, ca: string | undefined): string {
  if (ca === undefined) return url
  readAuthority(ca) // tells what is wrong with it; the driver reads it by itself
  const whole = new URL(url)
  whole.searchParams.set('sslmode', 'verify-full')
  whole.searchParams.set('sslrootcert', ca)
  return whole.href
}

const ignore = () => {}

/** Options of the URL's own stay, and ours come last: of two settings of one name the last counts. */
function withSessionOptions(url: string): string {
  const whole = new URL(url)
  const theirs = whole.searchParams.get('options')
  whole.searchParams.set('options', theirs === null ? SESSION_OPTIONS : `${theirs} ${SESSION_OPTIONS}`)
  return whole.href
}

/**
 * Runs queries with the text of a mapping in them. The session is read-only by default, but a function that an earlier
 * query called may have changed that; a transaction that began as read-only stays so.
 */
export function readOnly<T>(
  db: Kysely<AnySchema>,
  work: (transaction: Kysely<AnySchema>) => Promise<T>,
): Promise<T> {
  return db.transaction().setAccessMode('read only').execute(work)
}

/** What the database says of itself when it is greeted. */
export type Greeting = {
  version: string
  /** The tables that the role could write to; a reader should have none. */
  writable: string[]
  /** How far the database's clock is ahead of this machine's, in milliseconds. */
  clockAheadMs: number
}

/**
 * Asks the database whether it is there, what the role may do, and what time it is.
 *
 * @throws Failure (4) when it does not answer or does not let us in
 */
export async function greetMarketplace({ db }: Marketplace): Promise<Greeting> {
  try {
    await sql`select 1`.execute(db) // a connection is there now, so that opening it is not taken for a clock's error
    const sentAt = Date.now()
    const { rows } = await sql<{ version: string; clock: number; writable: string[] }>`
      select current_setting('server_version') as version,
        extract(epoch from clock_timestamp())::float8 * 1000 as clock,
        (select coalesce(array_agg(format('%I.%I', n.nspname, c.relname) order by 1), '{}')
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'f') and n.nspname !~ '^(pg_|information_schema$)'
           and has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) as writable`.execute(db)
    const now = (sentAt + Date.now()) / 2
    const { version = '?', clock = now, writable = [] } = rows[0] ?? {}
    return { version, writable, clockAheadMs: Math.round(clock - now) }
  } catch (cause) {
    throw marketplaceFailure(cause)
  }
}

/** @returns the failure to report when the database cannot be used; the URL is not part of it */
export function marketplaceFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause
  return new Failure(
    EXIT.noSource,
    `the marketplace's database did not answer: ${describeDatabaseError(cause)}`,
    certificateAdvice(cause) ??
      'check marketplace.url (host, port, database, role, password) and that the database accepts this machine',
    { cause },
  )
}
