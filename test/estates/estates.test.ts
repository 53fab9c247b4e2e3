import pLimit from 'p-limit'
import { expect, test } from 'vitest'
import { type Coverage, TO_MEET } from './coverage.ts'
import { examineSeed } from './examine-seed.ts'
import { connectServers } from './world/servers.ts'

/** How many estates are examined; each has the seed of its number. */
const ESTATES = Number(process.env['CONSTAT_ESTATES'] ?? 100)
/** Only this one, to look at a mistake that was told. */
const ONLY = process.env['CONSTAT_ESTATE_SEED']
/** So many at once: PostgreSQL and S3 wait for each other, and constat for both. */
const AT_ONCE = 3
const TOLD_EVERY = 100

const seeds = ONLY === undefined ? Array.from({ length: ESTATES }, (_, seed) => seed) : [Number(ONLY)]
const coverage: Coverage = new Map()

test(`${seeds.length} made-up estates: every verdict and every sum is right`, async () => {
  const servers = connectServers()
  const limit = pLimit(AT_ONCE)
  let done = 0
  const examined = await Promise.all(
    seeds.map((seed) =>
      limit(async () => {
        const mistake = await examineSeed(servers, seed, coverage)
        if (++done % TOLD_EVERY === 0) process.stdout.write(`${done} of ${seeds.length} estates examined\n`)
        return mistake
      }),
    ),
  )
  expect(examined.filter((mistake) => mistake !== undefined)).toEqual([])
}, 7_200_000)

test.runIf(ONLY === undefined && ESTATES >= 100)('they hold every case at least once', () => {
  expect(TO_MEET.filter((what) => !coverage.has(what))).toEqual([])
  if (ESTATES > 100)
    process.stdout.write(
      `${[...coverage]
        .sort()
        .map(([what, n]) => `${what}: ${n}`)
        .join(', ')}\n`,
    )
})
