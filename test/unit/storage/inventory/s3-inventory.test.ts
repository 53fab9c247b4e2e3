import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openS3Inventory } from '../../../../src/storage/inventory/s3-inventory.ts'
import { csvInventory, withVersions, writeFiles } from '../../../support/inventory-files.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'constat-inventory-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const { signal } = new AbortController()
const store = {
  type: 's3',
  bucket: 'marches',
  region: 'us-east-1',
  path_style: true,
  timeout_seconds: 1,
  key_prefix: '',
} as const
const open = (manifest: string) =>
  openS3Inventory(store, { type: 's3-inventory', manifest: join(root, manifest), max_age_hours: 48 }, signal)
const object = {
  key: 'a',
  size: 1,
  lastModified: '2023-08-01T00:00:00.000Z',
  etag: 'e',
  storageClass: 'STANDARD',
}
const deliver = (takenAt: string, bucket = 'marches', size = 1) =>
  writeFiles(
    root,
    csvInventory(withVersions([{ ...object, size }], []), { bucket, takenAt: new Date(takenAt) }),
  )
const FOLDER = 'inventories/marches/daily'

describe('an inventory that was copied to this machine', () => {
  test('of a folder of deliveries the newest whole one is taken', async () => {
    deliver('2023-08-01T01:00:00Z')
    deliver('2023-08-02T01:00:00Z')
    deliver('2023-08-03T01:00:00Z')
    rmSync(join(root, FOLDER, '2023-08-03T01-00Z/manifest.checksum')) // still being delivered
    const { manifest, name } = await open(FOLDER)
    expect(manifest.takenAt).toEqual(new Date('2023-08-02T01:00:00Z'))
    expect(name).toBe(join(root, FOLDER, '2023-08-02T01-00Z/manifest.json'))
  })

  test('a delivery or its manifest may be named', async () => {
    deliver('2023-08-01T01:00:00Z')
    deliver('2023-08-02T01:00:00Z')
    const first = new Date('2023-08-01T01:00:00Z')
    expect((await open(`${FOLDER}/2023-08-01T01-00Z`)).manifest.takenAt).toEqual(first)
    expect((await open(`${FOLDER}/2023-08-01T01-00Z/manifest.json`)).manifest.takenAt).toEqual(first)
  })

  test('data files are found where S3 laid them, or below the manifest with the folders of their keys', async () => {
    deliver('2023-08-01T01:00:00Z')
    const laid = await open(FOLDER)
    const [file] = laid.manifest.files
    if (file === undefined) throw new Error('no data file')
    expect(await laid.dataFile(file, 'unused')).toBe(join(root, FOLDER, 'data/part-0.csv.gz'))
    for (const name of ['manifest.json', 'manifest.checksum'])
      renameSync(join(root, FOLDER, '2023-08-01T01-00Z', name), join(root, name))
    const moved = await open('manifest.json')
    expect(await moved.dataFile(file, 'unused')).toBe(join(root, file.key))
  })

  test.each<[string, () => void, RegExp]>([
    [
      'that is not there',
      () => rmSync(join(root, FOLDER, 'data/part-0.csv.gz')),
      /names the data file "inventories\/.*part-0.csv.gz", which is neither/,
    ],
    [
      'that was changed',
      () => writeFileSync(join(root, FOLDER, 'data/part-0.csv.gz'), 'x'),
      /data file inventories\/.*part-0.csv.gz .* MD5 is 9dd4e461268c8034f5c8564e155c67a6/,
    ],
  ])('a data file %s is refused by its name', async (_, spoil, message) => {
    deliver('2023-08-01T01:00:00Z')
    const { manifest, dataFile } = await open(FOLDER)
    spoil()
    await expect(async () => dataFile(manifest.files[0] ?? { key: '', md5: '' }, 'unused')).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }),
    )
  })

  test.each<[string, () => string, RegExp]>([
    [
      'a manifest that was changed',
      () => {
        deliver('2023-08-01T01:00:00Z')
        writeFileSync(join(root, FOLDER, '2023-08-01T01-00Z/manifest.checksum'), 'f'.repeat(32))
        return FOLDER
      },
      /manifest.json is not as S3 wrote it/,
    ],
    [
      'a manifest without its checksum',
      () => {
        deliver('2023-08-01T01:00:00Z')
        rmSync(join(root, FOLDER, '2023-08-01T01-00Z/manifest.checksum'))
        return `${FOLDER}/2023-08-01T01-00Z/manifest.json`
      },
      /manifest.checksum: ENOENT/,
    ],
    [
      'another bucket',
      () => {
        deliver('2023-08-01T01:00:00Z', 'autre')
        return 'inventories/autre/daily'
      },
      /inventory of the bucket "autre", not of marches/,
    ],
    ['nothing', () => '.', /there is no inventory in/],
    ['no such path', () => 'nowhere/manifest.json', /ENOENT/],
  ])('refused: %s', async (_, prepare, message) => {
    await expect(open(prepare())).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }),
    )
  })
})
