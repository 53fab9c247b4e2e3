import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendSlices, slicesOf } from '../../../src/inventory/slice.ts'
import { packsOf } from '../../../src/storage/listing/pack.ts'
import type { ListedPage } from '../../../src/storage/object-store.ts'
import { RunStore } from '../../../src/store/run-store.ts'

let store: RunStore
beforeAll(async () => {
  store = await RunStore.open(':memory:', { timeZone: 'Europe/Paris' })
  await store.model(new URL('../../../src/store/schema.sql', import.meta.url))
})
afterAll(() => store.close())

const text = fc.string({ unit: fc.constantFrom(...'ab\n\u0000\u0001 é😀\uFEFF'), minLength: 1, maxLength: 5 })
const listed = fc.record({
  key: text,
  size: fc.oneof(fc.nat(2 ** 50), fc.constantFrom(0, 1e15 - 1, Number.MAX_SAFE_INTEGER)),
  time: fc.oneof(
    fc.integer({ min: -1e12, max: 4e12 }),
    fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1000),
    fc.constant(Number.NaN),
  ),
  etag: fc.option(text),
  storageClass: fc.option(fc.constantFrom('STANDARD', 'GLACIER', 'a\nb')),
})

function asPage(
  objects: { key: string; size: number; time: number; etag: string | null; storageClass: string | null }[],
): ListedPage {
  return {
    keys: objects.map(({ key }) => key),
    sizes: objects.map(({ size }) => size),
    lastModified: objects.map(({ time }) => time),
    etags: objects.map(({ etag }) => etag),
    storageClasses: objects.map(({ storageClass }) => storageClass),
  }
}

test('what is packed comes out of the run store as it was listed', async () => {
  const pages = fc.array(fc.array(listed, { minLength: 1, maxLength: 6 }), { maxLength: 4 })
  const listedAt = new Date('2023-08-05T10:00:00.250Z')
  await fc.assert(
    fc.asyncProperty(pages, async (given) => {
      await store.run('delete from listed_slice')
      await store.transaction((writer) =>
        appendSlices(
          writer,
          given.flatMap((objects, i) => slicesOf(i, `b${i}`, packsOf(asPage(objects)), listedAt)),
        ),
      )
      const expected = given.flatMap((objects, i) =>
        objects.map(({ key, size, time, etag, storageClass }) => ({
          bucket: `b${i}`,
          object_key: key,
          size_bytes: size,
          last_modified: Number.isNaN(time) ? null : new Date(time),
          etag,
          storage_class: storageClass,
          listed_at: listedAt,
        })),
      )
      const rows = await store.rows('select * from stored_object')
      const inOrder = (all: object[]) => all.map((row) => JSON.stringify(row)).sort()
      expect(inOrder(rows)).toEqual(inOrder(expected))
    }),
    { numRuns: 100 },
  )
})

test('a page of many objects is cut into slices whose texts the engine keeps within its blocks', async () => {
  const keys = Array.from({ length: 1000 }, (_, i) => `${'k'.repeat(i % 97)}/${i}`)
  keys.splice(500, 0, 'x'.repeat(9000), 'y'.repeat(1024))
  const page: ListedPage = {
    keys,
    ascii: true,
    oneLine: true,
    sizes: keys.map((_, i) => i),
    lastModified: keys.map((_, i) => 1_690_000_000_000 + i * 1000),
    etags: keys.map(() => 'e'.repeat(32)),
    storageClasses: keys.map(() => 'STANDARD'),
  }
  const slices = slicesOf(7, 'b', packsOf(page), new Date(0))
  const long = slices.filter(({ pack }) => pack.keys.length >= 4096)
  expect(long.map(({ pack }) => pack.keys.length)).toEqual([9000])
  expect(slices.every(({ pack }) => (pack.etags?.length ?? 0) < 4096)).toBe(true)
  await store.run('delete from listed_slice')
  await store.transaction((writer) => appendSlices(writer, slices))
  const rows = await store.rows<{ object_key: string; size_bytes: number }>(
    'select object_key, size_bytes, last_modified from stored_object order by size_bytes',
  )
  expect(rows).toEqual(
    keys.map((object_key, i) => ({
      object_key,
      size_bytes: i,
      last_modified: new Date(1_690_000_000_000 + i * 1000),
    })),
  )
})

test('no object, no pack', () => {
  expect(packsOf(asPage([]))).toEqual([])
})
