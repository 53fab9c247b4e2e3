import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { askEach } from '../../../src/probe/ask.ts'
import type { Answered, Asking } from '../../../src/probe/asking.ts'
import type { ObjectStore } from '../../../src/storage/object-store.ts'

type Said = { answer: string; error?: string }

/** Asks for the numbers from 0, in batches of three, of a store that answers after a moment. */
function asking(count: number, change: Partial<Asking<number, Said>> = {}) {
  const seen = {
    read: 0,
    under: 0,
    most: 0,
    least: Number.POSITIVE_INFINITY,
    checks: 0,
    kept: [] as number[][],
  }
  const verdicts: Said[] = []
  const leaving = new AbortController()
  const store = {
    check: async () => {
      seen.checks++
      return { ok: true }
    },
  } as unknown as ObjectStore
  const options: Asking<number, Said> = {
    store,
    targets: (async function* () {
      for (let at = 0; at < count; at += 3) {
        const batch = [at, at + 1, at + 2].filter((i) => i < count)
        seen.read += batch.length
        yield batch
      }
    })(),
    atOnce: 4,
    ask: async () => {
      seen.most = Math.max(seen.most, ++seen.under)
      await sleep(1)
      seen.under--
      return [{ answer: 'found' }]
    },
    keep: async (answers: readonly Answered<number, Said>[]) => {
      seen.kept.push(answers.map(({ target }) => target))
      verdicts.push(...answers.map(({ answer }) => answer))
    },
    perCheckpoint: 10,
    signal: leaving.signal,
    onAnswer: () => {},
    ...change,
  }
  return { seen, verdicts, leaving, options, done: () => askEach(options) }
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)
const sorted = (kept: number[][]) => kept.flat().sort((a, b) => a - b)

test('each is asked for once and kept once, in checkpoints, as many at once as was said', async () => {
  const { seen, done } = asking(47)
  await done()
  expect(sorted(seen.kept)).toEqual(upTo(47))
  expect(seen.kept.length).toBeGreaterThanOrEqual(4)
  expect(Math.max(...seen.kept.map((kept) => kept.length))).toBeLessThanOrEqual(14)
  expect(seen.most).toBe(4)
})

test('neither the end of a batch nor a checkpoint that takes long lets the pool run dry', async () => {
  const during: number[] = []
  const { seen, options } = asking(200)
  await askEach({
    ...options,
    perCheckpoint: 50,
    keep: async (answers) => {
      for (let i = 0; i < 5; i++) {
        await sleep(2)
        if (sorted(seen.kept).length + answers.length < 150) during.push(seen.under)
      }
      await options.keep(answers)
    },
  })
  expect(Math.min(...during)).toBeGreaterThanOrEqual(2) // some may be between two objects
  expect(sorted(seen.kept)).toEqual(upTo(200))
})

test('no more is read or gathered than needed when answers cannot be kept as fast as they come', async () => {
  let release: () => void = () => {}
  const stuck = new Promise<void>((done) => {
    release = done
  })
  const { seen, options } = asking(300)
  const asked = askEach({ ...options, keep: (answers) => stuck.then(() => options.keep(answers)) })
  await sleep(200)
  expect(seen.read).toBeLessThanOrEqual(10 + 20 + 4 + 3) // being kept, gathered, asked, a batch ahead
  release()
  await asked
  expect(sorted(seen.kept)).toEqual(upTo(300))
})

test('answers that came are kept before long, though they are few', async () => {
  const { seen, options } = asking(8)
  let asked = 0
  await askEach({
    ...options,
    atOnce: 1,
    ask: async (target) => {
      if (asked++ === 6) await sleep(2100)
      return options.ask(target)
    },
  })
  expect(seen.kept).toEqual([upTo(7), [7]])
})

test('"not found" counts while the store itself answers', async () => {
  const ask = async (target: number) => [{ answer: target % 2 === 0 ? 'absent' : 'found' }]
  const there = asking(25, { ask })
  await there.done()
  expect(there.seen.checks).toBe(3)
  expect(there.verdicts.filter(({ answer }) => answer === 'absent')).toHaveLength(13)

  const store = { check: async () => ({ ok: false, error: 'NoSuchBucket (404)' }) } as unknown as ObjectStore
  const gone = asking(25, { ask, store })
  await gone.done()
  expect(gone.verdicts.map(({ answer }) => answer).sort()).toEqual([
    ...Array(13).fill('error'),
    ...Array(12).fill('found'),
  ])
  expect(gone.verdicts.find(({ answer }) => answer === 'error')?.error).toBe(
    'not found, but the store itself does not answer: NoSuchBucket (404)',
  )
})

test('an interruption is thrown once nothing is under way any more, and keeps no answer that it spoiled', async () => {
  const { seen, leaving, options } = asking(100)
  const interrupted = askEach({
    ...options,
    ask: async (target) => {
      if (target === 30) leaving.abort()
      return options.ask(target)
    },
  })
  await expect(interrupted).rejects.toThrow('abort')
  expect(seen.under).toBe(0)
  expect(sorted(seen.kept).every((target) => target < 30)).toBe(true)
})

test('what the run store refuses is thrown', async () => {
  const { done } = asking(100, { keep: () => Promise.reject(new Error('disk full')) })
  await expect(done()).rejects.toThrow('disk full')
})
