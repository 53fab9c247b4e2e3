import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { mutated } from './mutation.ts'
import type { FuzzTarget } from './target.ts'
import { configuration } from './targets/configuration.ts'
import { listing } from './targets/listing.ts'
import { listingFiles } from './targets/listing-files.ts'
import { manifest } from './targets/manifest.ts'

/**
 * For CONSTAT_FUZZ_SECONDS (`npm run test:fuzz`: 60) each, else for a moment. What was found is told with the seed that
 * gives it again (CONSTAT_FUZZ_SEED), and belongs into `found.test.ts`.
 */
const SECONDS = Number(process.env['CONSTAT_FUZZ_SECONDS'] ?? 2)
const SEED = Number(process.env['CONSTAT_FUZZ_SEED'] ?? Date.now() % 2 ** 31)

/** A reader that takes longer for a document of some kilobytes can be stopped by one of some megabytes. */
const LONGEST_MS = 5000

const TARGETS: FuzzTarget[] = [listing, configuration, manifest, ...listingFiles]

afterAll(async () => {
  for (const target of TARGETS) await target.close?.()
})

test.each(TARGETS)('$name', { timeout: (SECONDS + 60) * 1000 }, async ({ name, seeds, tokens, read }) => {
  let documents = 0
  const property = fc.asyncProperty(mutated(seeds, tokens), async (document) => {
    documents++
    const begun = process.cpuUsage()
    await read(document)
    const took = process.cpuUsage(begun).user / 1000
    if (took > LONGEST_MS) throw new Error(`took ${Math.round(took)} ms of CPU for ${document.length} bytes`)
  })
  await fc.assert(property, {
    seed: SEED,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: SECONDS * 1000,
    markInterruptAsFailure: false,
    reporter: (run) => {
      if (run.failed && run.counterexample !== null) {
        const [document] = run.counterexample
        throw new Error(
          `${name}, CONSTAT_FUZZ_SEED=${SEED}: ${JSON.stringify(document.toString('latin1'))} (as Latin-1)`,
          { cause: run.errorInstance },
        )
      }
    },
  })
  process.stdout.write(`fuzz: ${name}: ${documents} documents in ${SECONDS} s, seed ${SEED}\n`)
  expect(documents).toBeGreaterThan(10)
})
