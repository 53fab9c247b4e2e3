import pLimit from 'p-limit'
import { expect, test } from 'vitest'
import { type Coverage, TO_MEET } from './coverage.ts'
import { examineSeed } from './examine-seed.ts'
import { connectServers } from './world/servers.ts'

/** How many estates are examined by all shares; each has the seed of its number, so that the same are met every time. */
const ESTATES = Number(process.env['CONSTAT_ESTATES'] ?? 100)
/** Only this one. */
const SEED = process.env['CONSTAT_ESTATE_SEED']
/** Estates of one test, and of them at once: one waits for servers while another computes. */
const BATCH = 25
const AT_ONCE = 2
/** Far above what an estate takes on a busy machine (milliseconds). */
const LONGEST = 40_000

/**
 * Makes the tests of one share of the estates. Shares are files, so that they run side by side.
 *
 * @param share which one, from 0
 * @param shares of how many
 */
export function examineShare(share: number, shares: number): void {
  const all = Array.from({ length: ESTATES }, (_, n) => n)
  const seeds = SEED === undefined ? all.filter((seed) => seed % shares === share) : [Number(SEED)]
  const coverage: Coverage = new Map()

  for (let start = 0; start < seeds.length; start += BATCH) {
    const batch = seeds.slice(start, start + BATCH)
    test(
      `estates ${batch[0]} to ${batch.at(-1)}: every verdict and every sum is right`,
      async () => {
        const servers = connectServers()
        const limit = pLimit(AT_ONCE)
        const mistakes = await Promise.all(
          batch.map((seed) => limit(() => examineSeed(servers, seed, coverage))),
        )
        servers.client.destroy()
        if (ESTATES > 100)
          process.stdout.write(`${start + batch.length} of ${seeds.length} estates examined\n`)
        const wrong = mistakes.filter((mistake) => mistake !== undefined)
        expect(wrong.length, wrong.join('\n\n')).toBe(0)
      },
      BATCH * LONGEST,
    )
  }

  if (seeds.length < 50) return
  test('the estates held every state, reason, rule, recovery, change and anomaly', () => {
    if (ESTATES > 100) process.stdout.write(`${describeCoverage(coverage)}\n`)
    expect(TO_MEET.filter((what) => !coverage.has(what))).toEqual([])
  })
}

function describeCoverage(coverage: Coverage): string {
  return [...coverage]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, n]) => `${what}: ${n}`)
    .join('\n')
}
