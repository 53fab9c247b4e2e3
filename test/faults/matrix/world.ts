import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../../fixtures/postgres/embedded.ts'
import { Bucket } from '../../../fixtures/s3/bucket.ts'
import { startS3StandIn } from '../../../fixtures/s3/server.ts'
import { CONTRACT } from '../../../src/marketplace/contract.ts'
import { execute } from '../../support/database.ts'
import { makeEstate, type Promised } from './estate.ts'

/** Small, so that a listing of so few objects has pages that something may happen between. */
const KEYS_PER_PAGE = 16
const CREDENTIAL = { accessKeyId: 'faults', secretAccessKey: 'faults-secret' }
const ROLE = 'constat_reader'

export type World = {
  promised: readonly Promised[]
  /** Of the S3 endpoint that holds the buckets `primary` and `replica`. */
  endpoint: string
  credential: typeof CREDENTIAL
  /** Of a role that may only SELECT. */
  databaseUrl: string
  adminUrl: string
  mapping: string
  /** Waits until the database lets clients in: it may be recovering from what a fault did. */
  ready(): Promise<void>
  close(): Promise<void>
}

/** Servers of the matrix's own: some faults kill what others would be using. */
export async function makeWorld(): Promise<World> {
  const { promised, primary, replica } = makeEstate()
  const buckets = { primary: new Bucket(primary), replica: new Bucket(replica) }
  const s3 = await startS3StandIn({ buckets, credentials: [CREDENTIAL], keysPerPage: KEYS_PER_PAGE })
  const postgres = await startEmbeddedPostgres()
  await fill(postgres.url, promised)
  const reader = new URL(postgres.url)
  reader.username = ROLE
  reader.password = ROLE
  const mapping = mkdtempSync(join(tmpdir(), 'constat-faults-mapping-'))
  for (const { name } of CONTRACT)
    writeFileSync(join(mapping, `${name}.sql`), `select * from "${name}" order by 1, 2`)
  return {
    promised,
    endpoint: s3.endpoint,
    credential: CREDENTIAL,
    databaseUrl: reader.href,
    adminUrl: postgres.url,
    mapping,
    ready: () => letIn(postgres.url),
    async close() {
      await s3.close()
      await postgres.stop()
      rmSync(mapping, { recursive: true })
    },
  }
}

async function letIn(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await execute(url, 'select 1').then(
        () => true,
        () => false,
      )
    )
      return
    await sleep(100)
  }
  throw new Error('the database did not come back')
}

async function fill(url: string, promised: readonly Promised[]): Promise<void> {
  const tables = CONTRACT.map(
    ({ name, columns }) =>
      `create table "${name}" (${columns.map((column) => `${column.name} text`).join(', ')})`,
  )
  await execute(
    url,
    `${tables.join(';')};
     create role ${ROLE} login password '${ROLE}';
     grant select on all tables in schema public to ${ROLE}`,
  )
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`insert into collectivities (collectivity_id, name) values ('A', 'Plouézec')`)
  await client.query(
    `insert into consultations (collectivity_id, consultation_id, reference, title) values ('A', '1', '22-1', 'Voirie')`,
  )
  await client.query(
    `insert into buyers (collectivity_id, buyer_id, full_name, email, active)
     values ('A', '1', 'A. Buyer', 'buyer@example.org', 'true')`,
  )
  await client.query(`insert into "consultation-buyers" values ('A', '1', '1')`)
  await client.query(
    `insert into "expected-objects"
       (object_key, kind, role, file_id, file_name, collectivity_id, consultation_id, size_bytes, checksum, deposited_at)
     select object_key, kind, 'content', object_key, 'file.pdf', 'A', '1', size, checksum, '2022-05-04'
     from json_to_recordset($1) as promised (object_key text, kind text, size text, checksum text)`,
    [JSON.stringify(promised)],
  )
  await client.end()
}
