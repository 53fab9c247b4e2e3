import pLimit from 'p-limit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAULTS } from './faults/index.ts'
import { runTry } from './matrix/run-try.ts'
import { writeMatrix } from './matrix/table.ts'
import { makeWorld, type World } from './matrix/world.ts'

/** How often each fault is tried, unless it takes long; each try has its own seed, and so its moments. By default one in three is, once. */
const TRIES = Number(process.env['CONSTAT_FAULT_TRIES'] ?? 1)
const CHOSEN =
  process.env['CONSTAT_FAULT_TRIES'] === undefined ? FAULTS.filter((_, n) => n % 3 === 0) : FAULTS
const SEED = Number(process.env['CONSTAT_FAULT_SEED'] ?? 1)
/** Where the matrix is written, when it is to be. */
const PAGE = process.env['CONSTAT_FAULT_PAGE']
const AT_ONCE = 3
/** Far above what a try takes on a busy machine (ms). */
const LONGEST = 240_000

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(async () => {
  await world.close()
})

test.each(CHOSEN)(
  '$what: what is said is right, or unknown',
  async (fault) => {
    const tries = Math.min(TRIES, fault.tries ?? TRIES)
    const limit = pLimit(fault.alone === true ? 1 : AT_ONCE)
    const seeds = Array.from({ length: tries }, (_, k) => SEED * 1000 + k)
    const tried = await Promise.all(seeds.map((seed, k) => limit(() => runTry(world, fault, seed, k === 0))))
    if (PAGE !== undefined) writeMatrix(PAGE, [{ fault, tried }], FAULTS)
    if (fault.area !== 'database' && fault.impostor === undefined)
      expect(
        Math.max(...tried.map(({ injected }) => injected)),
        'it never came to the fault',
      ).toBeGreaterThan(0)
    for (const [k, one] of tried.entries()) {
      const told = `seed ${seeds[k]}: ${one.code}, ${one.unknown} unknown\n${one.told.join('\n')}`
      expect(one.wrong, told).toEqual([])
      expect([1, ...fault.codes], told).toContain(one.code)
      if (fault.overcome === true)
        expect({ code: one.code, unknown: one.unknown }, told).toEqual({ code: 1, unknown: 0 })
      if (one.code === 1) expect(one.unknown, told).toBe(0)
      if (one.code === 3) expect(one.unknown, told).toBeGreaterThan(0)
      if (one.code !== 1) expect(`${one.told.join('\n')}\n${one.evidence}`).toMatch(fault.says)
      if (one.resumed !== undefined)
        expect(one.resumed, told).toMatchObject({ code: 1, wrong: [], unknown: 0 })
    }
  },
  LONGEST * TRIES,
)
