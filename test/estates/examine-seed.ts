import fc from 'fast-check'
import { differences } from './compare.ts'
import { type Coverage, cover } from './coverage.ts'
import type { Estate } from './estate.ts'
import { assemble } from './generator/assemble.ts'
import { scene } from './generator/scene.ts'
import { answer } from './oracle/answer.ts'
import { examine } from './world/examine.ts'
import type { Servers } from './world/servers.ts'

/** Only where one estate is looked at is a smaller one sought that shows the same mistake, for so long (milliseconds). */
const SHRINKS = process.env['CONSTAT_ESTATE_SEED'] !== undefined
const SHRINKING_MS = 120_000

/**
 * Examines the estate of a seed.
 *
 * @returns undefined when every verdict and sum is right; else what is wrong, on the smallest estate that shows it
 */
export async function examineSeed(
  servers: Servers,
  seed: number,
  coverage: Coverage,
): Promise<string | undefined> {
  let wrong = ''
  let first = true
  const latest = Date.now() + SHRINKING_MS
  const property = fc.asyncProperty(scene, async (drawn) => {
    if (wrong !== '' && Date.now() > latest) return
    const estate = assemble(drawn)
    const observed = await examine(servers, estate)
    const right = answer(estate, observed.read)
    const found = differences(right, observed)
    if (first) cover(coverage, estate, right)
    first = false
    if (found.length === 0) return
    wrong = described(estate, found)
    throw new Error('a wrong verdict or sum')
  })
  const run = await fc.check(property, { seed, numRuns: 1, endOnFailure: !SHRINKS })
  if (!run.failed) return undefined
  const cause = wrong === '' ? String(run.errorInstance) : wrong
  return `estate ${seed} (again with CONSTAT_ESTATE_SEED=${seed}), made smaller ${run.numShrinks} times:\n${cause}`
}

function described({ settings, rows, later, primary, recovery, faults }: Estate, found: string[]): string {
  const sums = found.filter((line) => line.startsWith('total'))
  const lines = [
    ...found.filter((line) => !sums.includes(line)).slice(0, 12),
    ...sums.slice(0, 2),
    `${found.length} differences`,
    `settings ${JSON.stringify(settings)}`,
    ...rows.map((row, n) => `row ${n + 1} ${JSON.stringify(row)}`),
    ...(JSON.stringify(rows) === JSON.stringify(later)
      ? []
      : later.map((row) => `at the second look ${JSON.stringify(row)}`)),
    ...[...primary, ...recovery].map(({ keys, ...store }) => `store ${JSON.stringify(store)}`),
    ...[...primary, ...recovery].flatMap(({ bucket, keys }) =>
      keys.map((key) => `in ${bucket} ${JSON.stringify(key)}`),
    ),
    ...faults.map((fault) => `fault ${JSON.stringify(fault)}`),
  ]
  return lines
    .map((line) => line.replace(/(.)\1{20,}/gu, (all) => `${all.slice(0, 4)}…×${[...all].length}…`))
    .join('\n')
}
