import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, inject, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import {
  csvInventory,
  type InventoryFiles,
  listLive,
  withVersions,
  writeAws,
  writeFiles,
  writeRclone,
} from '../support/inventory-files.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

const HOSTILE = ['a+b c', 'a%2Bb', 'é\u0301😀', ' x ', 'd\'été, "n"', '\ufeffbom', 'line\nbreak']

const promise = (object_key: string, bucket: string | null = null) => ({
  object_key,
  bucket,
  file_id: object_key,
  kind: 'dce',
  role: 'content',
  collectivity_id: 'A',
  size_bytes: '1',
  deposited_at: '2022-05-04',
})

const objectsOf = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, 1]))

/** An estate of hostile keys: one of them is lost, one orphan is stored. */
async function hostileEstate() {
  const estate = new TestEstate()
  const bucket = await estate.bucket(objectsOf([...HOSTILE, 'orphan']))
  estate.mapping({
    collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }],
    'expected-objects': [...HOSTILE, 'gone+'].map((key) => promise(key)),
  })
  const reconcile = (config: string, run: string, ...more: string[]) =>
    constat(['reconcile', '--config', config, '--run', run, ...more], estate.environment)
  return { estate, bucket, reconcile, objects: await listLive(estate.client, bucket) }
}

async function upload(estate: TestEstate, files: InventoryFiles): Promise<string> {
  const Bucket = await estate.bucket({})
  for (const [Key, Body] of files) await estate.client.send(new PutObjectCommand({ Bucket, Key, Body }))
  return Bucket
}

async function findings(estate: TestEstate, run: string) {
  const rows = await readCsv(join(estate.folder, 'out', run, 'findings.csv'))
  return rows.map((row) => [row['object_key'], row['state'], row['reason'], row['recovery']])
}

describe('an S3 Inventory where S3 delivered it', () => {
  test('is found below its folder, fetched, and read; nothing of it stays behind', async () => {
    const { estate, bucket, reconcile, objects } = await hostileEstate()
    const takenAt = new Date(Date.now() - 3_600_000)
    const files = csvInventory(withVersions(objects, ['gone+']), { bucket, takenAt })
    const place = await upload(estate, files)
    const manifest = `s3://${place}/inventories/${bucket}/daily/`
    const config = estate.config([{ bucket, inventory: { type: 's3-inventory', manifest } }])
    expect(await constat(['doctor', '--config', config], estate.environment)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        `ok       inventory ${bucket}: S3 Inventory of ${takenAt.toISOString()}, 2 data files, csv`,
      ),
    })
    const run = await reconcile(config, 'r')
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining('not listed; S3 Inventory of') })
    expect(await findings(estate, 'r')).toEqual([['gone+', 'missing', 'absent', 'none']])
    expect(await readCsv(join(estate.folder, 'out/r/orphans.csv'))).toMatchObject([{ object_key: 'orphan' }])
    expect(readSummaryFile(join(estate.folder, 'out/r')).inventory).toMatchObject({
      objects: HOSTILE.length + 1,
      stores: [{ bucket, source: 's3-inventory', at: takenAt.toISOString() }],
    })
    expect(existsSync(join(estate.folder, 'out/r/inventory.part'))).toBe(false)
  })

  test.each<[string, (files: Map<string, Buffer>) => void, string]>([
    [
      'a data file that was changed',
      (files) => void files.set(dataFile(files), Buffer.from('x')),
      'is not as S3 wrote it: its MD5 is 9dd4e461268c8034f5c8564e155c67a6',
    ],
    ['a data file that is not there', (files) => void files.delete(dataFile(files)), 'NoSuchKey (404)'],
    [
      'no manifest',
      (files) =>
        [...files.keys()]
          .filter((name) => name.includes('manifest'))
          .forEach((name) => void files.delete(name)),
      'there is no inventory in s3://',
    ],
  ])('%s is refused with 2', async (_, spoil, message) => {
    const { estate, bucket, reconcile, objects } = await hostileEstate()
    const files = csvInventory(withVersions(objects, []), { bucket, takenAt: new Date() })
    spoil(files)
    const manifest = `s3://${await upload(estate, files)}/inventories/${bucket}/daily/`
    const config = estate.config([{ bucket, inventory: { type: 's3-inventory', manifest } }])
    expect(await reconcile(config, 'r')).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
    expect(existsSync(join(estate.folder, 'out/r/inventory.part'))).toBe(false)
  })

  test('a body that broke off is fetched again; a place that does not answer leaves unknowns, until --resume', async () => {
    const { estate, bucket, reconcile, objects } = await hostileEstate()
    const other = await estate.bucket({ here: 1 })
    estate.mapping({
      collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }],
      'expected-objects': [...[...HOSTILE, 'gone+'].map((key) => promise(key)), promise('here', other)],
    })
    const proxy = await startFaultProxy(inject('s3').endpoint)
    try {
      const files = csvInventory(withVersions(objects, ['gone+']), { bucket, takenAt: new Date() })
      const manifest = `s3://${await upload(estate, files)}/inventories/${bucket}/daily`
      const inventory = { type: 's3-inventory', manifest }
      const config = estate.config([{ bucket, inventory, endpoint: proxy.endpoint }, { bucket: other }])

      proxy.rule = ({ url }) => (url.includes('part-1.csv.gz') ? { status: 500 } : 'pass')
      const first = await reconcile(config, 'r')
      expect(first).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(`inventory of ${bucket} could not be read`),
      })
      expect(readSummaryFile(join(estate.folder, 'out/r')).kinds['dce']?.files).toMatchObject({
        expected: HOSTILE.length + 2,
        unknown: HOSTILE.length + 1,
        intact: 1,
        missing: 0,
      })

      expect(first.stdout).toContain(`${bucket}: not listed; inventory not read`)

      let broken = 0
      proxy.rule = ({ url }) =>
        url.includes('part-1.csv.gz') && broken++ === 0 ? { passThenResetAfter: 40 } : 'pass'
      expect(await reconcile(config, 'r', '--resume')).toMatchObject({ code: 1 })
      expect(broken).toBeGreaterThan(1)
      expect(await findings(estate, 'r')).toEqual([['gone+', 'missing', 'absent', 'none']])
      expect(readSummaryFile(join(estate.folder, 'out/r')).inventory).toMatchObject({
        unfinished: 0,
        objects: HOSTILE.length + 2,
      })
    } finally {
      await proxy.close()
    }
  })
})

function dataFile(files: InventoryFiles): string {
  return [...files.keys()].find((name) => name.endsWith('part-1.csv.gz')) ?? ''
}

describe('what cannot be judged by is refused with 2, before the run begins', () => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  const listing = { type: 'file', path: 'list.json', format: 'aws' }

  test.each<[string, (estate: TestEstate, bucket: string) => object, string]>([
    [
      'an old S3 Inventory',
      (estate, bucket) => {
        writeFiles(estate.folder, csvInventory([], { bucket, takenAt: hoursAgo(49) }))
        return { type: 's3-inventory', manifest: `inventories/${bucket}/daily` }
      },
      '49 hours old: older than max_age_hours (48), so younger objects cannot be judged by it',
    ],
    [
      'an ORC inventory',
      (estate, bucket) => {
        const change = (manifest: Record<string, unknown>) => Object.assign(manifest, { fileFormat: 'ORC' })
        writeFiles(estate.folder, csvInventory([], { bucket, takenAt: new Date(), change }))
        return { type: 's3-inventory', manifest: `inventories/${bucket}/daily` }
      },
      'set the output format of the inventory to Parquet or CSV',
    ],
    [
      'the inventory of another bucket',
      (estate) => {
        writeFiles(estate.folder, csvInventory([], { bucket: 'autre', takenAt: new Date() }))
        return { type: 's3-inventory', manifest: 'inventories/autre/daily' }
      },
      'is the inventory of the bucket "autre"',
    ],
    [
      'an old listing',
      () => ({ ...listing, taken_at: hoursAgo(3).toISOString(), max_age_hours: 2 }),
      '3 hours old',
    ],
    [
      'a listing that is not there',
      () => ({ ...listing, path: 'nowhere.json', taken_at: hoursAgo(1).toISOString() }),
      'nowhere.json cannot be read: ENOENT',
    ],
    [
      'a listing of a time before the incident',
      () => ({ ...listing, taken_at: '2023-07-27T10:29:00+02:00', max_age_hours: 1e6 }),
      'before the incident (All: from 2023-07-27T10:30, Europe/Paris)',
    ],
  ])('%s', async (_, prepare, message) => {
    const estate = new TestEstate()
    const bucket = await estate.bucket({ here: 1 })
    estate.mapping({ 'expected-objects': [promise('here')] })
    writeAws(join(estate.folder, 'list.json'), [])
    const config = estate.config([{ bucket, inventory: prepare(estate, bucket) }])
    const expected = { code: 2, stderr: expect.stringContaining(message) }
    expect(await constat(['reconcile', '--config', config, '--run', 'r'], estate.environment)).toMatchObject(
      expected,
    )
    expect(existsSync(join(estate.folder, 'out/r'))).toBe(false)
    const doctor = await constat(['doctor', '--config', config], estate.environment)
    expect(doctor).toMatchObject({ code: 2, stdout: expect.stringContaining(message) })
  })
})

test('a key that stands twice, or a bad row, is refused when it is read, and --resume reads the mended file', async () => {
  const { estate, bucket, reconcile, objects } = await hostileEstate()
  const inventory = { type: 'file', path: 'list.json', format: 'aws', taken_at: new Date().toISOString() }
  const config = estate.config([{ bucket, inventory }])
  writeAws(join(estate.folder, 'list.json'), [...objects, ...objects.slice(0, 1)])
  expect(await reconcile(config, 'r')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('more than once'),
  })
  writeFileSync(join(estate.folder, 'list.json'), '[{"Key":"a","Size":1},{"Key":"b"}]')
  const bad = await reconcile(config, 'r', '--resume')
  expect(bad).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('list.json: object 2 has the size nothing'),
  })
  writeAws(join(estate.folder, 'list.json'), objects)
  expect(await reconcile(config, 'r', '--resume')).toMatchObject({ code: 1 })
  expect(await findings(estate, 'r')).toEqual([['gone+', 'missing', 'absent', 'none']])
  expect(readSummaryFile(join(estate.folder, 'out/r')).inventory.objects).toBe(objects.length)
})

test('a guard stops at an empty listing; an inventory that was read is not asked for again on --resume', async () => {
  const { estate, bucket, reconcile } = await hostileEstate()
  const inventory = { type: 'file', path: 'list.json', format: 'aws', taken_at: new Date().toISOString() }
  const config = estate.config([{ bucket, inventory }])
  writeAws(join(estate.folder, 'list.json'), [])
  expect(await reconcile(config, 'r')).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('nothing-listed'),
  })
  rmSync(join(estate.folder, 'list.json'))
  const accepted = ['--resume', '--accept-guard', 'nothing-listed', '--accept-guard', 'empty-prefix']
  expect(await reconcile(config, 'r', ...accepted)).toMatchObject({ code: 1 })
  // not in the listing, but found by name
  expect(await findings(estate, 'r')).toEqual([['gone+', 'missing', 'absent', 'none']])
})

test('a directory tree by a listing of rclone that was made below a prefix', async () => {
  const estate = new TestEstate()
  mkdirSync(join(estate.folder, 'archive/2022'), { recursive: true })
  for (const name of ['one.pdf', 'two, or "more".pdf', 'younger.pdf'])
    writeFileSync(join(estate.folder, 'archive/2022', name), 'x')
  const listed = ['2022/one.pdf', '2022/two, or "more".pdf', '2022/gone since.pdf'].map((key) => ({
    key,
    size: 1,
    lastModified: '2022-05-04T00:00:00.000Z',
    etag: '',
    storageClass: '',
  }))
  writeRclone(join(estate.folder, 'list.json'), listed, '2022/')
  estate.mapping({
    collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }],
    'expected-objects': ['one.pdf', 'two, or "more".pdf', 'younger.pdf', 'gone.pdf'].map((name) =>
      promise(`2022/${name}`),
    ),
  })
  const taken_at = new Date().toISOString()
  const inventory = { type: 'file', path: 'list.json', format: 'rclone', key_prefix: '2022/', taken_at }
  const config = estate.config([{ type: 'filesystem', name: 'archive', root: 'archive', inventory }])
  const run = await constat(['reconcile', '--config', config, '--run', 'r'], estate.environment)
  expect(run).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('archive: not listed; listing file of'),
  })
  expect(await findings(estate, 'r')).toEqual([['2022/gone.pdf', 'missing', 'absent', 'none']])
  expect(await readCsv(join(estate.folder, 'out/r/orphans.csv'))).toMatchObject([
    { object_key: '2022/gone since.pdf' },
  ])
})
