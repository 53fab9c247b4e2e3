import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { bucketNameOf } from '../../fixtures/bench/estate/bucket-name.ts'
import { loadEstate } from '../../fixtures/bench/estate/load.ts'
import { scatter } from '../../fixtures/bench/estate/rule.ts'
import { configureEstate, figuresOf, makeFolder } from '../support/generated-estate.ts'
import { type RecordingEndpoint, startRecordingEndpoint } from '../support/recorded.ts'
import { readSummaryFile } from '../support/summary.ts'
import { type Ended, runUntil } from './killed-run.ts'
import { readDone, repeatedIn } from './unrepeated.ts'

const KILLS = Number(process.env['CONSTAT_KILLS'] ?? 5)
const SEED = Number(process.env['CONSTAT_KILL_SEED'] ?? 1)
const rule = { objects: Number(process.env['CONSTAT_KILL_SIZE'] ?? 6_400), lossPercent: 7 }
/** Generous (ms): a machine that does other things too takes its time. */
const TIME_FOR_ONE = 600_000 + rule.objects

let endpoint: RecordingEndpoint
let folder: string
let undisturbed: Ended
beforeAll(async () => {
  const databaseUrl = await loadEstate(inject('databaseUrl'), rule)
  folder = makeFolder()
  endpoint = await startRecordingEndpoint(join(folder, 'requests'))
  configureEstate(folder, rule, databaseUrl, endpoint.endpoint)
  undisturbed = await reconcile('undisturbed')
}, TIME_FOR_ONE * 2)
afterAll(async () => {
  await endpoint.close()
  rmSync(folder, { recursive: true })
})

const runFolder = (run: string) => join(folder, 'out', run)
const reconcile = (run: string, ...more: string[]) =>
  runUntil(['reconcile', '--config', join(folder, 'constat.yaml'), '--run', run, ...more])

test('undisturbed it finds what the rule lost, and the half of it in the replica', () => {
  expect(undisturbed).toMatchObject({ code: 1, errors: '' })
  const { kinds } = readSummaryFile(runFolder('undisturbed'))
  const objects = Object.values(kinds).map((kind) => kind.objects)
  const sum = (of: 'missing' | 'lost') => objects.reduce((total, figures) => total + figures[of], 0)
  expect({ missing: sum('missing'), lost: sum('lost') }).toEqual({
    missing: (rule.objects / 100) * 7,
    lost: (rule.objects / 100) * 4,
  })
})

test.each(Array.from({ length: KILLS }, (_, k) => k))(
  'killed at random (%i), then resumed: the same figures, and nothing done is asked for again',
  async (k) => {
    const name = `killed-${k}`
    // One in each of as many parts of the time that a run takes, so that few kills meet every stage.
    const moment = ((k + scatter(k, SEED) / 2 ** 32) / KILLS) * undisturbed.seconds * 1000
    const args = ['reconcile', '--config', join(folder, 'constat.yaml'), '--run', name]
    const killed = await runUntil(args, moment)
    expect(killed.errors).toBe('')
    expectOnlyWholeReports(runFolder(name))
    const begun = existsSync(join(runFolder(name), 'run.duckdb'))
    const done = begun ? await readDone(runFolder(name)) : { ranges: [], asked: new Set<string>() }
    endpoint.take()

    const resumed = await reconcile(name, ...(begun ? ['--resume'] : []))
    const told = `killed in ${killed.stage} after ${Math.round(moment)} ms; done: ${done.ranges.length} ranges, ${done.asked.size} names`
    expect({ told, code: resumed.code, errors: resumed.errors }).toEqual({ told, code: 1, errors: '' })
    const summary = readSummaryFile(runFolder(name))
    expect(figuresOf(summary), told).toEqual(figuresOf(readSummaryFile(runFolder('undisturbed'))))
    const { inventoryAt = 0 } = resumed
    const requests = endpoint.take().filter(({ at }) => at >= inventoryAt) // preflight lists too
    expect(repeatedIn(requests, done, bucketNameOf(rule)), told).toEqual([])
    expectOnlyWholeReports(runFolder(name))
    process.stdout.write(`${told}; the rest took ${requests.length} requests\n`)
    rmSync(runFolder(name), { recursive: true })
  },
  TIME_FOR_ONE,
)

/** What bears a report's name is as long as the undisturbed run's. */
function expectOnlyWholeReports(run: string): void {
  if (!existsSync(run)) return
  const lines = (path: string) => readFileSync(path, 'utf8').split('\n').length
  for (const name of readdirSync(run).filter((file) => /\.(csv|json|sh|files)$/.test(file)))
    expect(lines(join(run, name)), name).toBe(lines(join(runFolder('undisturbed'), name)))
}
