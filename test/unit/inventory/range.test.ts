import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutIntoRanges, medianBetween } from '../../../src/inventory/cut.ts'
import { type KeyRange, keyAhead, midKey } from '../../../src/inventory/range.ts'
import { OutOfOrder, RangeWalk, type WalkedPage } from '../../../src/inventory/walk.ts'
import { packsOf } from '../../../src/storage/listing/pack.ts'
import type { ListedPage, ListRequest, ObjectStore, PackedPage } from '../../../src/storage/object-store.ts'
import type { Run } from '../../../src/store/run.ts'
import { compareKeys } from '../../../src/vocabulary/key-order.ts'

const plainKey = fc.string({ unit: fc.constantFrom(...'ab/09~ é\u0001\u007f\uffff😀'), maxLength: 6 })
const anyKey = fc.oneof(plainKey, fc.string({ unit: 'binary', maxLength: 6 }))
const within = (range: Pick<KeyRange, 'after' | 'upTo'>, key: string) =>
  compareKeys(key, range.after) > 0 && (range.upTo === null || compareKeys(key, range.upTo) <= 0)

describe('midKey', () => {
  const midBetween = (key: fc.Arbitrary<string>) =>
    fc.property(key, key, (a, b) => {
      const [after, upTo] = [a, b].sort(compareKeys) as [string, string]
      fc.pre(after !== upTo)
      const middle = midKey(after, upTo, '')
      if (middle === undefined) return
      expect(middle.isWellFormed()).toBe(true)
      expect(compareKeys(middle, after)).toBeGreaterThan(0)
      expect(compareKeys(middle, upTo)).toBeLessThan(0)
    })

  test('lies strictly between two keys, or is not found', () => {
    fc.assert(midBetween(anyKey), { numRuns: 5000, seed: 20230727 })
  })

  test('nor is it the lower key when the middle falls among the surrogates', () => {
    expect(midKey('\ud7ff', '\ue001', '')).not.toBe('\ud7ff')
  })

  test('without an upper bound it lies after the lower one', () => {
    fc.assert(
      fc.property(plainKey, plainKey, (prefix, rest) => {
        const middle = midKey(prefix + rest, null, prefix)
        if (middle !== undefined) expect(compareKeys(middle, prefix + rest)).toBeGreaterThan(0)
      }),
    )
  })

  test.each([
    ['a', 'c', 'b'],
    ['vol-01/a', 'vol-01/z', 'vol-01/m'],
    ['a', 'a!', undefined],
    ['ab', 'ac', 'abO'],
  ])('of %j and %j is %j', (after, upTo, middle) => {
    expect(midKey(after, upTo, '')).toBe(middle)
  })
})

describe('keyAhead', () => {
  test.each([
    ['07/00012000.bin', '07/00012999.bin', null, '07/0005'],
    ['07/00012000.bin', '07/00012999.bin', '07/0004', '07/0002'],
    ['3f00aa', '3fffbb', null, '6'],
    ['a', 'b', null, 'n'],
    ['9', '99', '9a', undefined],
  ])('after a page from %j to %j, below %j, is %j', (first, last, upTo, key) => {
    expect(keyAhead(first, last, upTo)).toBe(key)
  })

  test('lies strictly between the page and the bound, or is not found', () => {
    fc.assert(
      fc.property(anyKey, anyKey, fc.option(anyKey), (a, b, upTo) => {
        const [first, last] = [a, b].sort(compareKeys) as [string, string]
        fc.pre(upTo === null || compareKeys(last, upTo) < 0)
        const key = keyAhead(first, last, upTo)
        if (key === undefined) return
        expect(key.isWellFormed()).toBe(true)
        expect(compareKeys(key, last)).toBeGreaterThan(0)
        if (upTo !== null) expect(compareKeys(key, upTo)).toBeLessThan(0)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('medianBetween', () => {
  test('is the middle of the sampled keys strictly between two keys', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyKey, { maxLength: 20 }),
        anyKey,
        fc.option(anyKey),
        (keys, after, upTo) => {
          const sample = keys.sort(compareKeys)
          const between = sample.filter((key) => within({ after, upTo }, key) && key !== upTo)
          const median = medianBetween(sample, after, upTo)
          if (median === undefined) expect(between.length).toBeLessThan(2)
          else expect(between).toContain(median)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('cutIntoRanges', () => {
  const cut = (keys: string[], store: Pick<ObjectStore, 'byteOrdered' | 'prefixes'>, list_ranges: number) =>
    cutIntoRanges(
      {
        config: { storage: { list_ranges } },
        store: { rows: async () => keys.map((object_key) => ({ object_key })) },
      } as unknown as Run,
      { bucket: 'b', ...store } as ObjectStore,
    )

  test('covers every key below a prefix exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyKey, { maxLength: 30 }),
        fc.array(anyKey),
        fc.integer({ min: 1, max: 9 }),
        async (sample, others, parts) => {
          const { ranges } = await cut(sample, { byteOrdered: true, prefixes: [''] }, parts)
          expect(ranges.length).toBeLessThanOrEqual(parts)
          for (const key of [...sample, ...others].filter((k) => k !== ''))
            expect(ranges.filter((range) => within(range, key))).toHaveLength(1)
        },
      ),
    )
  })

  test('gives parts of the same size', async () => {
    const keys = Array.from({ length: 1000 }, (_, i) => String(i).padStart(4, '0'))
    const { ranges } = await cut(keys.toReversed(), { byteOrdered: true, prefixes: [''] }, 4)
    expect(ranges.map((range) => keys.filter((key) => within(range, key)).length)).toEqual([
      251, 250, 250, 249,
    ])
  })

  test('cuts each prefix by its own keys', async () => {
    const { ranges } = await cut(
      ['a/1', 'a/2', 'b/1', 'b/2', 'c'],
      { byteOrdered: true, prefixes: ['a/', 'b/'] },
      2,
    )
    expect(ranges).toEqual([
      { bucket: 'b', prefix: 'a/', after: '', upTo: 'a/2' },
      { bucket: 'b', prefix: 'a/', after: 'a/2', upTo: null },
      { bucket: 'b', prefix: 'b/', after: '', upTo: 'b/2' },
      { bucket: 'b', prefix: 'b/', after: 'b/2', upTo: null },
    ])
  })

  test('a store in no order is one range', async () => {
    const { ranges } = await cut(['a', 'b', 'c'], { byteOrdered: false, prefixes: [''] }, 8)
    expect(ranges).toEqual([{ bucket: 'b', prefix: '', after: '', upTo: null }])
  })
})

/** A store of these keys as they stand; it counts the pages that were asked for. */
function storeOf(keys: string[], pageSize = 2, byteOrdered = true): ObjectStore & { asked: number } {
  const store = {
    bucket: 'b',
    byteOrdered,
    prefixes: [''],
    asked: 0,
    async *list({ prefix, after }: { prefix: string; after: string }): AsyncGenerator<ListedPage> {
      const listed = keys.filter(
        (key) => key.startsWith(prefix) && (!byteOrdered || compareKeys(key, after) > 0),
      )
      for (let i = 0; i < listed.length; i += pageSize) {
        store.asked++
        const page = listed.slice(i, i + pageSize)
        const none = page.map(() => null)
        yield {
          keys: page,
          sizes: page.map(() => 1),
          lastModified: page.map(() => 0),
          etags: none,
          storageClasses: none,
        }
      }
    },
    head: () => Promise.reject(new Error('not asked')),
    read: () => Promise.reject(new Error('not asked')),
    versions: () => Promise.reject(new Error('not asked')),
    check: () => Promise.reject(new Error('not asked')),
    close: () => {},
  }
  return store
}

/** The same store, whose pages come packed. */
function packing(store: ReturnType<typeof storeOf>): ObjectStore {
  const listPacked = async function* (request: ListRequest): AsyncGenerator<PackedPage> {
    for await (const columns of store.list(request)) {
      const page = {
        ...columns,
        etags: columns.keys.map(() => 'e'),
        storageClasses: columns.keys.map(() => 'S'),
      }
      const { keys } = page
      const at = keys.findIndex((key, i) => i > 0 && compareKeys(keys[i - 1] ?? '', key) >= 0)
      yield {
        packs: packsOf(page),
        objects: keys.length,
        firstKey: keys[0] ?? '',
        lastKey: keys.at(-1) ?? '',
        misplaced: at < 0 ? undefined : [keys[at - 1] ?? '', keys[at] ?? ''],
      }
    }
  }
  return { ...store, listPacked }
}

describe('RangeWalk', () => {
  const range = (after: string, upTo: string | null, prefix = ''): KeyRange => ({
    id: 0,
    bucket: 'b',
    prefix,
    after,
    upTo,
  })
  const { signal } = new AbortController()
  const keysOf = ({ packs }: WalkedPage) => packs.flatMap(({ keys, separator }) => keys.split(separator))
  const walked = async (walk: RangeWalk) => (await Array.fromAsync(walk.list(signal))).flatMap(keysOf)

  test('stops at its upper bound, which belongs to it, and asks for no page beyond', async () => {
    const store = storeOf([...'abcdefghij'])
    const walk = new RangeWalk(range('b', 'e'), store)
    expect(await walked(walk)).toEqual(['c', 'd', 'e'])
    expect([walk.lastKey, store.asked]).toEqual(['e', 2])
  })

  test('cuts every column of the last page', async () => {
    const [page] = await Array.fromAsync(new RangeWalk(range('', 'a'), storeOf(['a', 'b'])).list(signal))
    expect(page).toEqual({
      packs: packsOf({ keys: ['a'], sizes: [1], lastModified: [0], etags: [null], storageClasses: [null] }),
      objects: 1,
      lastKey: 'a',
      unreadable: undefined,
    })
  })

  test('goes on after the key that it had', async () => {
    expect(await walked(new RangeWalk(range('a', null), storeOf([...'abcde']), 'c'))).toEqual(['d', 'e'])
  })

  test.each([[['a', 'c', 'b']], [['a', 'a']], [['😀', '\uffff']]])(
    'refuses %j: not in order',
    async (keys) => {
      await expect(walked(new RangeWalk(range('', null), storeOf(keys, 1)))).rejects.toThrow(OutOfOrder)
    },
  )

  describe('of packed pages', () => {
    test('stops at its upper bound, within a page and between two', async () => {
      for (const [upTo, pages] of [
        ['e', 2],
        ['d', 2],
        ['b', 1],
      ] as const) {
        const store = packing(storeOf([...'abcdefghij'], 3))
        const walk = new RangeWalk(range('', upTo), store)
        expect((await walked(walk)).at(-1)).toBe(upTo)
        expect([walk.lastKey, walk.pages]).toEqual([upTo, pages])
      }
    })

    test('cuts a page as it does one of columns', async () => {
      const [page] = await Array.fromAsync(
        new RangeWalk(range('', 'a'), packing(storeOf(['a', 'b']))).list(signal),
      )
      expect(page).toMatchObject({ objects: 1, lastKey: 'a', packs: [{ objects: 1, keys: 'a', etags: 'e' }] })
    })

    test.each([
      [['a', 'c', 'b'], 3],
      [['a', 'a'], 2],
      [['b', 'a'], 1],
      [['a', 'c', 'b'], 1],
    ] as const)('refuses %j in pages of %j: not in order', async (keys, pageSize) => {
      const store = packing(storeOf([...keys], pageSize))
      await expect(walked(new RangeWalk(range('', null), store))).rejects.toThrow(OutOfOrder)
    })

    test('takes any order of a store that has none', async () => {
      const store = packing(storeOf(['b', 'a', 'c'], 2, false))
      expect(await walked(new RangeWalk(range('', null), store))).toEqual(['b', 'a', 'c'])
    })
  })

  test('takes any order of a store that has none', async () => {
    expect(await walked(new RangeWalk(range('', null), storeOf(['b', 'a', 'c'], 2, false)))).toEqual([
      'b',
      'a',
      'c',
    ])
  })

  test('split anywhere while it goes on, nothing is lost and nothing comes twice', async () => {
    const keys = fc.uniqueArray(
      anyKey.filter((key) => key !== ''),
      { maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(
        keys,
        anyKey,
        fc.integer({ min: 1, max: 5 }),
        fc.nat(5),
        async (unsorted, middle, pageSize, splitAfter) => {
          const sorted = unsorted.sort(compareKeys)
          const isPlain = sorted.every((key) => /^[ -~]+$/.test(key))
          const store = isPlain ? packing(storeOf(sorted, pageSize)) : storeOf(sorted, pageSize)
          const walk = new RangeWalk(range('', null), store)
          const first: string[] = []
          let rest: RangeWalk | undefined
          for await (const page of walk.list(signal)) {
            first.push(...keysOf(page))
            if (rest !== undefined || walk.pages < splitAfter || !walk.contains(middle)) continue
            rest = new RangeWalk({ ...walk.range, after: middle }, store)
            walk.range.upTo = middle
          }
          expect([...first, ...(rest === undefined ? [] : await walked(rest))]).toEqual(sorted)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
