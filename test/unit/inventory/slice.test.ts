import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendSlices, slicesOf } from '../../../src/inventory/slice.ts'
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
  time: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: Number.NaN }),
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
          given.flatMap((objects, i) => slicesOf(i, `b${i}`, asPage(objects), listedAt)),
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
