import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { startTrino, type Trino } from '../../fixtures/trino/start.ts'
import type { Page } from '../../src/trino/page.ts'
import { TrinoSession } from '../../src/trino/session.ts'
import { makeDatabase, type TestDatabase } from '../support/database.ts'
import { SERVER_IDENTITY } from '../support/tls-server.ts'

export type Cluster = {
  trino: Trino
  session: TrinoSession
  /** Shown by the catalog `marketplace`, which may read all that is made in it. */
  database: TestDatabase
  /** The root of the catalog `inventory`: `local:///`. */
  folder: string
}

let started: Promise<Cluster> | undefined

/** The cluster of all tests, which the first of them starts. It ends with the process of the tests. */
export function cluster(): Promise<Cluster> {
  started ??= start()
  return started
}

async function start(): Promise<Cluster> {
  const database = await makeDatabase(
    'alter default privileges in schema public grant select on tables to public',
  )
  const folder = mkdtempSync(join(tmpdir(), 'constat-inventory-'))
  const began = Date.now()
  const trino = await startTrino({
    marketplace: database.readerUrl,
    inventory: { folder, s3: inject('s3') },
    identity: SERVER_IDENTITY,
  })
  process.stdout.write(`Trino was up after ${((Date.now() - began) / 1000).toFixed(0)} s\n`)
  return { trino, session: new TrinoSession({ url: trino.url, user: 'constat' }), database, folder }
}

/** @returns all rows of a statement that has few, row by row */
export async function rowsOf(session: TrinoSession, sql: string): Promise<unknown[][]> {
  const pages: Page[] = await Array.fromAsync(session.rows(sql))
  return pages.flatMap(({ rows, columns }) =>
    Array.from({ length: rows }, (_, i) => columns.map((column) => column[i])),
  )
}
