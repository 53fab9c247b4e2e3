import { expect, test } from 'vitest'
import { insertRanges } from '../../../src/inventory/checkpoint.ts'
import { forgetStaleRanges } from '../../../src/inventory/resume.ts'
import { appendSlices, slicesOf } from '../../../src/inventory/slice.ts'
import { packsOf } from '../../../src/storage/listing/pack.ts'
import type { ObjectStore } from '../../../src/storage/object-store.ts'
import type { Run } from '../../../src/store/run.ts'
import { RunStore } from '../../../src/store/run-store.ts'

const object = (key: string) =>
  packsOf({
    keys: [key],
    sizes: [1],
    lastModified: [0],
    etags: [null],
    storageClasses: [null],
  })

test('only what was listed too long ago, in its own range, is forgotten', async () => {
  const store = await RunStore.open(':memory:', { timeZone: 'Europe/Paris' })
  await store.model(new URL('../../../src/store/schema.sql', import.meta.url))
  const range = { bucket: 'b', prefix: '' }
  await insertRanges(store, [
    { ...range, id: 0, after: '', upTo: 'm' },
    { ...range, id: 1, after: 'm', upTo: null },
    { ...range, id: 2, bucket: 'other', after: '', upTo: null },
  ])
  await store.transaction(async (writer) => {
    await appendSlices(writer, [
      ...slicesOf(0, 'b', object('a'), new Date()),
      ...slicesOf(0, 'b', object('m'), new Date()),
      ...slicesOf(1, 'b', object('n'), new Date()),
      ...slicesOf(2, 'other', object('a'), new Date()),
    ])
    await writer.run(`update listing_range set state = 'done', keys = 1,
      finished_at = now() - case when range_id = 1 then interval 1 hour else interval 3 hour end`)
  })
  const run = { store, config: { resume: { max_age_hours: 2 } } } as unknown as Run
  await forgetStaleRanges(run, [{ bucket: 'b', byteOrdered: true } as ObjectStore])
  expect(await store.rows('select bucket, object_key from stored_object order by all')).toEqual([
    { bucket: 'b', object_key: 'n' },
    { bucket: 'other', object_key: 'a' },
  ])
  expect(await store.rows('select range_id, state, keys from listing_range order by range_id')).toEqual([
    { range_id: 0, state: 'pending', keys: 0 },
    { range_id: 1, state: 'done', keys: 1 },
    { range_id: 2, state: 'done', keys: 1 },
  ])
  await store.close()
})
