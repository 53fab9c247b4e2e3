import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { literal, qualifiedName } from '../../src/trino/sql-text.ts'
import { execute } from '../support/database.ts'
import { type InventoryFiles, inventory, writeFiles } from '../support/inventory-files.ts'
import { type Cluster, cluster, rowsOf } from './cluster.ts'

let here: Cluster
beforeAll(async () => {
  here = await cluster()
  await here.session.run('create schema if not exists inventory.s3')
})

describe('expected objects, through the PostgreSQL connector', () => {
  test('a SELECT is run by the database as it stands', async () => {
    await execute(
      here.database.url,
      `create table promised (n bigint, object_key text, size_bytes text, deposited_at timestamptz);
       insert into promised values
         (1, 'offers/Éric''s.pdf', '9007199254740993', '2023-07-27 10:30:00.123456+02'), (2, null, 'a few', null)`,
    )
    const select = `select n, object_key, size_bytes, deposited_at from promised where object_key is null or object_key ~ '[''"]'`
    const rows = await rowsOf(
      here.session,
      `select * from table(marketplace.system.query(query => ${literal(select)})) order by n`,
    )
    expect(rows).toEqual([
      [1n, "offers/Éric's.pdf", '9007199254740993', '2023-07-27T08:30:00.123456Z'],
      [2n, null, 'a few', null],
    ])
  })

  test('the role can only read', async () => {
    await execute(here.database.url, 'create table kept (n int)')
    await expect(here.session.run('insert into marketplace.public.kept values 1')).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringMatching(/permission denied|PERMISSION_DENIED|JDBC_ERROR/),
    })
  })
})

const COLUMNS = `bucket varchar, key varchar, version_id varchar, is_latest boolean, is_delete_marker boolean,
  size bigint, last_modified_date timestamp, e_tag varchar, storage_class varchar`

/** Data files of two deliveries lie in one folder; a manifest says which are whose. */
const parquet = (rows: string) => `select 'deposits' as bucket, * from (values ${rows})
  as t(key, version_id, is_latest, is_delete_marker, size, last_modified_date, e_tag, storage_class)`
const OLDER = `('a/1.pdf', null, true, false, 1::bigint, timestamptz '2023-01-01 00:00:00Z', 'e0', 'STANDARD')`
const NEWER = `('a/1.pdf', null, true, false, 11::bigint, timestamptz '2023-07-27 08:30:00.123Z', 'e1', 'STANDARD'),
  ('a/é ü%2F.pdf', 'v2', true, false, 9007199254740993, timestamptz '2023-07-28 00:00:00Z', 'e2', 'GLACIER'),
  ('b/gone', 'v3', true, true, null, timestamptz '2023-07-29 00:00:00Z', null, null)`
const READ = [
  ['a/1.pdf', null, false, 11n, '2023-07-27T08:30:00.123', 'e1', 'STANDARD'],
  ['a/é ü%2F.pdf', 'v2', false, 9007199254740993n, '2023-07-28T00:00:00.000', 'e2', 'GLACIER'],
  ['b/gone', 'v3', true, null, '2023-07-29T00:00:00.000', null, null],
]

async function deliveries(): Promise<InventoryFiles> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const parts: Buffer[] = []
  for (const [i, rows] of [OLDER, NEWER].entries()) {
    const path = join(here.folder, `made-${i}.parquet`)
    await connection.run(`copy (${parquet(rows)}) to '${path}' (format parquet)`)
    parts.push(readFileSync(path))
  }
  connection.closeSync()
  return inventory('Parquet', 'message s3.inventory {}', parts, 'parquet', {
    bucket: 'deposits',
    takenAt: new Date('2023-08-01T01:00:00Z'),
    change: (manifest) => {
      manifest['files'] = (manifest['files'] as unknown[]).slice(1) // the other one is of the delivery before
    },
  })
}

/** Registers the folder of the data files, and reads those that the manifest names. */
async function readInventory(
  table: string,
  root: string,
  format: string,
  paths: string[],
): Promise<unknown[][]> {
  const name = qualifiedName('inventory', 's3', table)
  const location = literal(`${root}/inventories/deposits/daily/data`)
  await here.session.run(
    `create table ${name} (${COLUMNS}) with (external_location = ${location}, format = '${format}')`,
  )
  return await rowsOf(
    here.session,
    `select key, version_id, is_delete_marker, size, last_modified_date, e_tag, storage_class from ${name}
     where is_latest and "$path" in (${paths.map(literal).join(', ')}) order by key`,
  )
}

function namedFiles(files: InventoryFiles): string[] {
  const [, manifest] = [...files].find(([name]) => name.endsWith('manifest.json')) ?? []
  return (JSON.parse(String(manifest)) as { files: { key: string }[] }).files.map(({ key }) => key)
}

async function upload(files: Iterable<readonly [string, Buffer]>): Promise<string> {
  const { endpoint, region, ...credentials } = inject('s3')
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
  const Bucket = `constat-${randomBytes(6).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket }))
  for (const [Key, Body] of files) await client.send(new PutObjectCommand({ Bucket, Key, Body }))
  return Bucket
}

describe('an S3 Inventory, through the Hive connector', () => {
  test('in Parquet, on this machine', async () => {
    const files = await deliveries()
    writeFiles(here.folder, files)
    const paths = namedFiles(files).map((key) => `local:///${key}`)
    expect(await readInventory('parquet_here', 'local://', 'PARQUET', paths)).toEqual(READ)
  })

  test('in Parquet, on S3', async () => {
    const files = await deliveries()
    const bucket = await upload(files)
    const paths = namedFiles(files).map((key) => `s3://${bucket}/${key}`)
    expect(await readInventory('parquet_s3', `s3://${bucket}`, 'PARQUET', paths)).toEqual(READ)
  })

  test('in ORC, on S3', async () => {
    const rows = NEWER.replaceAll('::bigint', '').replaceAll(/timestamptz '([^']*)Z'/g, "timestamp '$1'")
    await here.session.run(
      `create table inventory.s3.orc_made with (external_location = 'local:///orc', format = 'ORC') as
       select cast('deposits' as varchar) as bucket, cast(key as varchar) as key, cast(version_id as varchar) as version_id,
         is_latest, is_delete_marker, cast(size as bigint) as size, cast(last_modified_date as timestamp(3)) as last_modified_date,
         cast(e_tag as varchar) as e_tag, cast(storage_class as varchar) as storage_class
       from (values ${rows})
         as t(key, version_id, is_latest, is_delete_marker, size, last_modified_date, e_tag, storage_class)`,
    )
    const written = readdirSync(join(here.folder, 'orc')).filter((name) => !name.startsWith('.'))
    const files = written.map((name, i) => {
      const content = readFileSync(join(here.folder, 'orc', name))
      return [`inventories/deposits/daily/data/part-${i}.orc`, content] as const
    })
    expect(files.length).toBeGreaterThan(0)
    const bucket = await upload(files)
    const paths = files.map(([key]) => `s3://${bucket}/${key}`)
    expect(await readInventory('orc_s3', `s3://${bucket}`, 'ORC', paths)).toEqual(READ)
  })
})
