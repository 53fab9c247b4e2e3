import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { type DemoServers, startDemoServers } from '../../fixtures/demo/servers.ts'
import { KEY_REWRITES } from '../../fixtures/marketplace/key-rewrites.ts'
import { RunStore } from '../../src/store/run-store.ts'
import { constat } from '../support/constat.ts'
import {
  csvInventory,
  inventory,
  type Listed,
  listLive,
  withVersions,
  writeAws,
  writeCsv,
  writeFiles,
  writeParquet,
  writeRclone,
} from '../support/inventory-files.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

/** The demo's estate: reconciled once from a live listing, then from each other source, made of the same listing. */
const folder = mkdtempSync(join(tmpdir(), 'constat-sources-'))
const takenAt = new Date()
let servers: DemoServers
let objects: Listed[]
let deleted: string[]

beforeAll(async () => {
  servers = await startDemoServers(0.1)
  const { endpoint, accessKeyId, secretAccessKey, primary } = servers.s3
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
  objects = await listLive(client, primary)
  client.destroy()
  expect(await reconcile('live', undefined)).toMatchObject({ code: 1 })
  deleted = (await findings('live'))
    .filter(({ state }) => state === 'missing')
    .map((row) => row['object_key'] ?? '')
  expect(deleted.length).toBeGreaterThan(50)
}, 180_000)

afterAll(async () => {
  await servers.close()
  rmSync(folder, { recursive: true, force: true })
})

function reconcile(run: string, inventory: object | undefined) {
  const { endpoint, accessKeyId, secretAccessKey, primary, replica } = servers.s3
  const store = { type: 's3', endpoint, access_key_id: accessKeyId, secret_access_key: secretAccessKey }
  const config = join(folder, `${run}.yaml`)
  writeFileSync(
    config,
    stringify({
      incident: {
        name: 'Test',
        time_zone: 'Europe/Paris',
        issuer: 'Tests',
        services: [
          { name: 'All', kinds: ['offer', 'dce'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' },
        ],
      },
      scope: { years: [2021, 2022, 2023], kinds: ['offer', 'dce'] },
      marketplace: {
        url: servers.databaseUrl,
        mapping: resolve('mappings/demo'),
        key_rewrites: KEY_REWRITES,
      },
      storage: {
        primary: [{ ...store, bucket: primary, inventory }],
        recovery: [{ ...store, name: 'replica', bucket: replica }],
      },
      output: { folder, locale: 'en', csv: 'rfc4180' },
    }),
  )
  return constat(['reconcile', '--config', config, '--run', run])
}

async function findings(run: string) {
  const rows = await readCsv(join(folder, run, 'findings.csv'))
  return rows.map(({ observed_at: _, ...row }) => row)
}

/** All that a summary says but when it was said. */
function figures(run: string) {
  const { kinds, collectivities, consultations, buyers, orphans, anomalies, inventory } = readSummaryFile(
    join(folder, run),
  )
  return {
    kinds,
    collectivities,
    consultations,
    buyers,
    orphans,
    anomalies,
    objects: inventory.objects,
    bytes: inventory.bytes,
  }
}

/** What the inventory kept of each object: were keys misread, asking by name would hide it from the verdicts. */
async function stored(run: string) {
  const store = await RunStore.open(join(folder, run, 'run.duckdb'), { timeZone: 'UTC', readOnly: true })
  try {
    return await store.rows(
      'select * exclude listed_at from stored_object order by bucket, object_key, size_bytes',
    )
  } finally {
    await store.close()
  }
}

const at = (path: string) => join(folder, path)
const listing = { type: 'file', taken_at: takenAt.toISOString() }
const options = () => ({ bucket: servers.s3.primary, takenAt })

/** Each source: how it is written, and its configuration. */
const sources: Record<string, () => Promise<object> | object> = {
  'S3 Inventory, CSV': () => {
    writeFiles(at('csv-inventory'), csvInventory(withVersions(objects, deleted), options()))
    return { type: 's3-inventory', manifest: at(`csv-inventory/inventories/${servers.s3.primary}/daily`) }
  },
  'S3 Inventory, Parquet': async () => {
    const { primary } = servers.s3
    await writeParquet(
      at('part.parquet'),
      objects,
      `select storage_class, '${primary}' as bucket, key, 'v1' as version_id, true as is_latest,
         false as is_delete_marker, size, last_modified as last_modified_date, etag as e_tag from listed
       union all select null, '${primary}', key, 'v0', false, false, size + 1, last_modified, 'old' from listed`,
    )
    const files = inventory(
      'Parquet',
      'message s3.inventory { … }',
      [readFileSync(at('part.parquet'))],
      'parquet',
      options(),
    )
    // Copied without the folders that its keys name.
    mkdirSync(at('flat'))
    for (const [name, content] of files) writeFileSync(join(at('flat'), name.replace(/.*\//, '')), content)
    return { type: 's3-inventory', manifest: at('flat/manifest.json') }
  },
  'aws s3api list-objects-v2': () => {
    writeAws(at('aws.json'), objects)
    return { ...listing, path: 'aws.json', format: 'aws' }
  },
  'rclone lsjson': () => {
    writeRclone(at('rclone.json'), objects)
    return { ...listing, path: 'rclone.json', format: 'rclone' }
  },
  CSV: () => {
    writeCsv(at('list.csv'), objects)
    return { ...listing, path: 'list.csv', columns: { key: 'Object' } }
  },
  Parquet: async () => {
    await writeParquet(at('list.parquet'), objects)
    return { ...listing, path: at('list.parquet') }
  },
}

describe.each(Object.keys(sources))('%s', (name) => {
  const run = name.replaceAll(/\W+/g, '-')

  test('gives the same verdicts as live listing, row by row, and the same figures', async () => {
    const source = await sources[name]?.()
    const outcome = await reconcile(run, source)
    expect(outcome.stderr).not.toContain('error')
    expect(outcome).toMatchObject({ code: 1 })
    expect(await findings(run)).toEqual(await findings('live'))
    expect(figures(run)).toEqual(figures('live'))
    expect(await stored(run)).toEqual(await stored('live'))
    expect(await readCsv(join(folder, run, 'orphans.csv'))).toEqual(
      await readCsv(join(folder, 'live', 'orphans.csv')),
    )
    const type = name.startsWith('S3') ? 's3-inventory' : 'file'
    expect(readSummaryFile(join(folder, run)).inventory.stores).toEqual([
      { bucket: servers.s3.primary, source: type, at: takenAt.toISOString() },
    ])
    expect(outcome.stdout).toMatch(/marches: not listed; (S3 Inventory|listing file) of \d{4}-\d{2}-\d{2} /)
  })
})
