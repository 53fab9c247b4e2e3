import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Pace } from '../../../../jobs/progress/pace.ts'

/** Observes counts at instants in seconds. */
function paceOf(observations: [at: number, done: number][]): Pace {
  const pace = new Pace()
  for (const [at, done] of observations) pace.observe(done, at * 1000)
  return pace
}

test.each<[string, [number, number][], number, number | undefined]>([
  ['nothing observed', [], 10, undefined],
  [
    'too early',
    [
      [0, 0],
      [0.5, 100],
    ],
    0.9,
    undefined,
  ],
  ['one observation and a second', [[0, 500]], 2, 0],
  [
    'a steady count',
    [
      [0, 0],
      [10, 1000],
    ],
    10,
    100,
  ],
  [
    'what was done before the first observation is no progress',
    [
      [0, 1_000_000],
      [10, 1_001_000],
    ],
    10,
    100,
  ],
  [
    'a burst is forgotten after the window',
    [
      [0, 0],
      [1, 90_000],
      [31, 90_300],
      [61, 90_600],
    ],
    61,
    10,
  ],
  [
    'it falls while nothing comes',
    [
      [0, 0],
      [10, 1000],
    ],
    20,
    50,
  ],
  [
    'and is 0 after a whole window of nothing',
    [
      [0, 0],
      [10, 1000],
    ],
    41,
    0,
  ],
  [
    'rare observations: over the time between them',
    [
      [0, 0],
      [120, 600],
    ],
    120,
    5,
  ],
  [
    'a lower count begins anew',
    [
      [0, 0],
      [10, 1000],
      [11, 0],
      [13, 20],
    ],
    13,
    10,
  ],
])('rate: %s', (_, observations, now, expected) => {
  const rate = paceOf(observations).rate(now * 1000)
  if (expected === undefined) expect(rate).toBeUndefined()
  else expect(rate).toBeCloseTo(expected, 5)
})

test.each<[string, [number, number][], number, number, number | undefined]>([
  [
    'a steady count',
    [
      [0, 0],
      [10, 1000],
    ],
    3000,
    10,
    20,
  ],
  [
    'a resumed run',
    [
      [0, 1_000_000],
      [10, 1_001_000],
    ],
    1_003_000,
    10,
    20,
  ],
  [
    'done',
    [
      [0, 0],
      [10, 1000],
    ],
    1000,
    10,
    0,
  ],
  [
    'more than there should be',
    [
      [0, 0],
      [10, 1000],
    ],
    900,
    10,
    0,
  ],
  ['no rate yet', [[0, 0]], 900, 0.5, undefined],
  [
    'standing still',
    [
      [0, 0],
      [10, 1000],
    ],
    3000,
    60,
    undefined,
  ],
])('seconds left: %s', (_, observations, total, now, expected) => {
  expect(paceOf(observations).secondsLeft(total, now * 1000)).toEqual(expected)
})

test('many close observations give the same rate as few', () => {
  const pace = new Pace()
  for (let ms = 0; ms <= 60_000; ms += 5) pace.observe(ms * 3, ms)
  expect(pace.rate(60_000)).toBeCloseTo(3000, -2)
})

test('a count that grows at most so fast never gives a higher rate, nor a negative time', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 10 })))
  fc.assert(
    fc.property(steps, (growth) => {
      const pace = new Pace()
      let at = 0
      let done = 0
      pace.observe(done, at)
      for (const [ms, perMs] of growth) {
        at += ms
        done += ms * perMs
        pace.observe(done, at)
        expect(pace.rate(at) ?? 0).toBeGreaterThanOrEqual(0)
        expect(pace.rate(at) ?? 0).toBeLessThanOrEqual(10_000.001)
        expect(pace.secondsLeft(done + 1, at) ?? 0).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})
