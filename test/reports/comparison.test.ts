import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderComparison } from '../../reports/compare/terminal.ts'
import { COMPARISON_REPORTS, writeComparison } from '../../reports/comparison.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { RUN_CHANGES, STANDINGS } from '../../src/vocabulary/state.ts'
import { comparedRuns } from '../models/compared-runs.ts'
import { readCsv } from '../support/summary.ts'

/** What changed between two runs, in every dialect, against files that are reviewed like prose. */

let session: RunStore
beforeAll(async () => {
  session = await comparedRuns(
    {
      back: { before: 'missing', after: 'intact', recovery: ['replica', null] },
      'back, sealed': { before: 'missing', after: 'intact', recovery: ['none', null], sealed: true },
      new: { before: 'intact', after: 'missing', recovery: [null, 'none'] },
      'new, spoiled': { before: 'no row', after: 'altered', recovery: [null, 'unknown'] },
      replaced: { before: 'missing', after: 'no row', recovery: ['none', null] },
      withdrawn: { before: 'altered', after: 'withdrawn', recovery: ['none', null] },
      settled: { before: 'unknown', after: 'missing', recovery: [null, 'none'] },
      'copy found': { before: 'missing', after: 'missing', recovery: ['none', 'version'] },
      'as before': { before: 'missing', after: 'missing', recovery: ['none', 'none'] },
      'spoiled as before': { before: 'altered', after: 'altered', recovery: ['none', 'none'] },
      'unknown as before': { before: 'unknown', after: 'unknown' },
      elsewhere: { before: 'missing', after: 'out of scope', recovery: ['none', null] },
    },
    ['scope'],
  )
})
afterAll(() => session.close())

describe.each([
  { locale: 'fr', csv: 'office' },
  { locale: 'fr', csv: 'rfc4180' },
  { locale: 'en', csv: 'office' },
  { locale: 'en', csv: 'rfc4180' },
] as const)('$locale $csv', ({ locale, csv }) => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-comparison-'))
  const golden = (name: string) => join(import.meta.dirname, 'golden', `${locale}-${csv}`, name)
  beforeAll(() => writeComparison(session, folder, { locale, csv }, 'Europe/Paris'))

  test.each(COMPARISON_REPORTS.map(({ name }) => `${name}.csv`))('%s', async (file) => {
    await expect(readFileSync(join(folder, file), 'utf8')).toMatchFileSnapshot(golden(file))
  })

  test('the lines for the terminal', async () => {
    const pair = { before: { name: 'lundi' }, after: { name: 'vendredi' }, differences: ['scope'] }
    await expect(await renderComparison(session, [pair], locale)).toMatchFileSnapshot(golden('compare.txt'))
  })
})

test('the rows say every word that a comparison can say, and the counts add up to them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-comparison-'))
  await writeComparison(session, folder, { locale: 'en', csv: 'rfc4180' }, 'Europe/Paris')
  const files = await readCsv(join(folder, 'compare-files.csv'))
  const said = new Set(
    files.flatMap(({ change, state_before, state_after }) => [change, state_before, state_after]),
  )
  // What stayed as it was is in files.csv of the later run; here only where its recovery changed.
  const unsaid = [...RUN_CHANGES, ...STANDINGS].filter((word) => !said.has(word))
  expect(unsaid).toEqual(['still-altered', 'still-unknown'])
  const [counts] = await readCsv(join(folder, 'compare.csv'))
  const all = RUN_CHANGES.reduce((sum, change) => sum + Number(counts?.[change.replaceAll('-', '_')]), 0)
  expect(all).toBe(12)
})
