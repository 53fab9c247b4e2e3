import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RunStore } from '../../src/store/run-store.ts'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

test('archived objects are no loss, and every summary says that they must be restored', async () => {
  const estate = new TestEstate()
  const keys = ['a', 'b', 'c']
  const bucket = await estate.bucket(Object.fromEntries(keys.map((key) => [key, 2])))
  estate.mapping({
    'expected-objects': keys.map((key) => ({
      object_key: key,
      file_id: key,
      kind: 'offer',
      role: 'content',
      collectivity_id: 'A',
      size_bytes: '2',
      deposited_at: '2022-05-04',
    })),
  })
  const config = estate.config([{ bucket }])
  const run = join(estate.folder, 'out/r')
  const reconcile = (...args: string[]) =>
    constat(['reconcile', '--config', config, '--run', 'r', ...args], estate.environment)
  const first = await reconcile()
  expect(first.code).toBe(0)
  expect(first.stdout).not.toContain('archived')
  expect(readSummaryFile(run).archived).toBe(0)

  // Not every S3 server has archive classes: the listing, which is kept, is made to have told of one.
  const store = await RunStore.open(join(run, 'run.duckdb'), { timeZone: 'Europe/Paris' })
  await store.run(`insert into listed_object by name
    select * replace (case when object_key = 'a' then storage_class else 'DEEP_ARCHIVE' end as storage_class) from stored_object`)
  await store.run('delete from listed_slice')
  await store.run(`delete from fact where name = 'match'`) // or the resumed run keeps what it had matched
  await store.close()
  expect(await reconcile('--resume')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('2 intact objects are archived: to be restored before they can be read'),
  })
  expect(readSummaryFile(run)).toMatchObject({
    archived: 2,
    kinds: { offer: { files: { intact: 3, missing: 0 } } },
  })
  expect((await readCsv(join(run, 'storage-classes.csv'))).at(0)).toEqual({
    kind: 'offer',
    storage_class: 'DEEP_ARCHIVE',
    archived: 'true',
    objects: '2',
    bytes: '4',
  })
  expect(await constat(['report', '--run', run, '--locale', 'fr'])).toMatchObject({
    stdout: expect.stringContaining('2 objets présents sont en archive : à restaurer avant lecture'),
  })
})
