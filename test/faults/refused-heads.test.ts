import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, inject, test } from 'vitest'
import { loadEstate } from '../../fixtures/bench/estate/load.ts'
import { constat } from '../support/constat.ts'
import { configureEstate, figuresOf, makeFolder } from '../support/generated-estate.ts'
import { type RecordedRequest, type RecordingEndpoint, startRecordingEndpoint } from '../support/recorded.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

const rule = { objects: 8_200, lossPercent: 30 }
/** Verdicts do not hang on when they were made. */
const TIMED = ['observed_at', 'evidence']

let databaseUrl: string
let endpoint: RecordingEndpoint | undefined
beforeAll(async () => {
  databaseUrl = await loadEstate(inject('databaseUrl'), rule)
})
afterEach(() => endpoint?.close())

/** A whole run against a store that answers 503 to so many of the HEADs. */
async function runWithRefusals(share: number) {
  const folder = makeFolder()
  endpoint = await startRecordingEndpoint(join(folder, 'requests'), share)
  configureEstate(folder, rule, databaseUrl, endpoint.endpoint)
  const config = join(folder, 'constat.yaml')
  const { code, stderr } = await constat(['reconcile', '--config', config, '--run', 'r'])
  const findings = await readCsv(join(folder, 'out/r/findings.csv'))
  const verdicts = findings.map((finding) => ({
    ...finding,
    ...Object.fromEntries(TIMED.map((name) => [name, ''])),
  }))
  const heads = endpoint.take().filter(({ method }) => method === 'HEAD')
  await endpoint.close()
  endpoint = undefined
  const figures = figuresOf(readSummaryFile(join(folder, 'out/r')))
  rmSync(folder, { recursive: true })
  return { code, stderr, verdicts, figures, heads }
}

test('a store that answers 503 to 30 % of the HEADs changes no verdict, and no object stays unknown', async () => {
  const calm = await runWithRefusals(0)
  const troubled = await runWithRefusals(0.3)
  expect(troubled.code, troubled.stderr).toBe(calm.code)
  expect(troubled.verdicts).toEqual(calm.verdicts)
  expect(troubled.figures).toEqual(calm.figures)
  expect(troubled.verdicts.filter(({ state }) => state === 'unknown')).toEqual([])
  const share = refused(troubled.heads).length / troubled.heads.length
  expect(share).toBeGreaterThan(0.27)
  expect(share).toBeLessThan(0.33)
  // Each object is answered once and no more, however often it was refused before.
  expect(troubled.heads.length - refused(troubled.heads).length).toBe(calm.heads.length)
}, 240_000)

function refused(heads: readonly RecordedRequest[]): RecordedRequest[] {
  return heads.filter((head) => head.refused)
}
