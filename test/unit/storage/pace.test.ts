import { describe, expect, test } from 'vitest'
import { Pace } from '../../../src/storage/pace.ts'

describe('a pace', () => {
  test('begins moderately, and never above what it may', () => {
    expect(new Pace({ most: 64 }).size).toBe(16)
    expect(new Pace({ most: 4 }).size).toBe(4)
  })

  test('rises by one for each round of answers, up to what it may', () => {
    const pace = new Pace({ most: 18 })
    for (let i = 0; i < 17; i++) pace.answered()
    expect(pace.size).toBe(17)
    for (let i = 0; i < 1000; i++) pace.answered()
    expect(pace.size).toBe(18)
  })

  test('falls once for all refusals of a round, again for one that began after the cut, and not to nothing', () => {
    const pace = new Pace({ most: 64, first: 40 })
    const together = Array.from({ length: 40 }, () => pace.begin())
    for (const begun of together) pace.refused(begun)
    expect(pace.size).toBe(28)
    pace.refused(pace.begin())
    expect(pace.size).toBe(19)
    for (let i = 0; i < 100; i++) pace.refused(pace.begin())
    expect(pace.size).toBe(8)
  })
})

/**
 * A store in virtual time: it serves at most `capacity` attempts at once, each for one tick, and refuses the others at
 * once. The client has always as many under way as its pace allows.
 */
function simulate(pace: Pace, capacity: number, ticks: number) {
  const seen = { answered: 0, refused: 0, sizes: [] as number[] }
  for (let tick = 0; tick < ticks; tick++) {
    const begun = Array.from({ length: pace.size }, () => pace.begin())
    for (const [i, one] of begun.entries()) {
      if (i < capacity) pace.answered()
      else pace.refused(one)
    }
    seen.answered += Math.min(begun.length, capacity)
    seen.refused += Math.max(0, begun.length - capacity)
    seen.sizes.push(begun.length)
  }
  return seen
}

describe.each([12, 30, 60])('a store that bears %i at once', (capacity) => {
  const { answered, refused, sizes } = simulate(new Pace({ most: 256 }), capacity, 1000)

  test('is used to four fifths and more', () => {
    expect(answered / (1000 * capacity)).toBeGreaterThan(0.8)
  })

  test('is refused little, and overrun by one at the most', () => {
    expect(refused / answered).toBeLessThan(0.05)
    expect(Math.max(...sizes.slice(10))).toBeLessThanOrEqual(capacity + 1)
  })
})

test('a capacity that falls is found again, and one that rises too', () => {
  const pace = new Pace({ most: 256 })
  simulate(pace, 100, 500)
  expect(
    simulate(pace, 20, 100)
      .sizes.slice(20)
      .every((size) => size <= 21),
  ).toBe(true)
  expect(simulate(pace, 100, 200).sizes.at(-1)).toBeGreaterThan(68)
})
