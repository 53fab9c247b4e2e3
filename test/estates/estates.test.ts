import pLimit from 'p-limit'
import { expect, test } from 'vitest'
import { type Coverage, TO_MEET } from './coverage.ts'
import { examineSeed } from './examine-seed.ts'
import { connectServers } from './world/servers.ts'

/** How many estates are examined; each has the seed of its number. */
const ESTATES = Number(process.env['CONSTAT_ESTATES'] ?? 100)
const ONLY = process.env['CONSTAT_ESTATE_SEED']
const FROM = Number(process.env['FROM'] ?? 0)

test(`${ONLY === undefined ? `${ESTATES} estates` : `estate ${ONLY}`}: every verdict and every sum is right`, async () => {
  const servers = connectServers()
  const coverage: Coverage = new Map()
  const limit = pLimit(3)
  const t = performance.now()
  const seeds = ONLY === undefined ? Array.from({ length: ESTATES }, (_, n) => n + FROM) : [Number(ONLY)]
  const mistakes = await Promise.all(
    seeds.map((seed) =>
      limit(async () => {
        const m = await examineSeed(servers, seed, coverage)
        if (m !== undefined) console.log(m.slice(0, 5000))
        return m
      }),
    ),
  )
  console.log(performance.now() - t, process.cpuUsage())
  console.log(
    Object.fromEntries([...coverage].sort()),
    TO_MEET.filter((it) => !coverage.has(it)),
  )
  expect(mistakes.filter((mistake) => mistake !== undefined).length).toEqual(0)
}, 6_000_000)
