import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromParis } from '../../fixtures/marketplace/paris-time.ts'
import type { Totals } from '../../reports/summary/schema.ts'
import { RunStore } from '../../src/store/run-store.ts'
import { KEY_RULE_NAMES } from '../../src/vocabulary/state.ts'
import type { Outcome } from '../support/constat.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

/**
 * The demo as a newcomer starts it, kept up; then a run of its own against the same servers; then, with both
 * servers stopped, the reports again.
 */
const cwd = mkdtempSync(join(tmpdir(), 'constat-demo-'))
const demo = join(cwd, 'out/demo')
const again = join(cwd, 'out/again')
let kept: Outcome
let reconciled: Outcome
let doctored: Outcome

function start(args: string[]) {
  const child = spawn(process.execPath, [resolve('jobs/constat.ts'), ...args], { cwd })
  const outcome: Outcome = { code: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    outcome.stdout += text
    if (outcome.stdout.includes('until Ctrl-C')) child.emit('up')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    outcome.stderr += text
  })
  const ended = once(child, 'close').then(([code]) => ({ ...outcome, code: code as number | null }))
  return { child, ended }
}

beforeAll(async () => {
  const { child, ended } = start(['demo', '--keep', '--scale', '0.3'])
  await Promise.race([once(child, 'up'), ended])
  doctored = await start(['doctor', '--config', 'out/demo/constat.yaml']).ended
  reconciled = await start(['reconcile', '--config', 'out/demo/constat.yaml', '--run', 'again']).ended
  child.kill('SIGINT')
  kept = await ended
}, 180_000)

afterAll(() => rmSync(cwd, { recursive: true, force: true }))

test('the demo ends with 0 and prints the rates with numerators and denominators', () => {
  expect(kept.stderr).not.toContain('error')
  expect(kept).toMatchObject({ code: 0 })
  expect(kept.stdout).toMatch(/DCE\n +manquants +12,0 % +\d+ sur [\d ]+ fichiers attendus/)
  expect(kept.stdout).toMatch(/offre\n +manquants +6,0 % +\d+ sur [\d ]+ fichiers attendus/)
  expect(kept.stdout).toContain('npm run reconcile -- --config')
})

const IDENTITY = ['collectivity_id', 'consultation_id', 'kind', 'file_id', 'role', 'object_key']
const VERDICT = [
  'database_key',
  'state',
  'reason',
  'rule',
  'found_key',
  'recovery',
  'recovered_from',
  'recovered_key',
  'recovered_version_id',
  'change',
]

test('the findings are the damage plan, object by object', async () => {
  const rows = await start(['report', '--run', 'out/demo', '--locale', 'en', '--csv', 'rfc4180']).ended
  expect(rows).toMatchObject({ code: 0, stdout: expect.stringContaining('missing') })
  const line = (row: Record<string, string>) => [...IDENTITY, ...VERDICT].map((name) => row[name]).join(' | ')
  const planned = (await readCsv(join(demo, 'damage-plan.csv')))
    .filter(({ state, rule }) => !['intact', 'not_expected'].includes(state ?? '') || rule !== '')
    .map(line)
    .sort()
  const found = (await readCsv(join(demo, 'findings.csv'))).map(line).sort()
  expect(planned.length).toBeGreaterThan(300)
  expect(found).toEqual(planned)
  const orphans = (await readCsv(join(demo, 'orphans.csv'))).map((row) => row['object_key']).sort()
  expect(orphans).toEqual(
    (await readCsv(join(demo, 'planned-orphans.csv'))).map((row) => row['object_key']).sort(),
  )
})

test('every planned case occurs', async () => {
  const plan = await readCsv(join(demo, 'damage-plan.csv'))
  const cases = new Set(
    plan.map((row) => `${row['kind']} ${row['role']} ${row['state']} ${row['reason']} ${row['recovery']}`),
  )
  for (const kind of ['offer', 'dce']) {
    for (const found of [
      'missing absent replica',
      'missing absent version',
      'missing absent none',
      'altered size',
      'altered empty',
      'altered checksum',
      'unknown no-key',
    ])
      expect(
        [...cases].some((planned) => planned.startsWith(`${kind} content ${found}`)),
        `${kind}: ${found}`,
      ).toBe(true)
  }
  const codes = new Set((await readCsv(join(demo, 'anomalies.csv'))).map((row) => row['code']))
  expect([...codes].sort()).toEqual([
    'bad-checksum',
    'bad-date',
    'bad-size',
    'conflicting-promises',
    'no-key',
    'unknown-consultation',
  ])
})

test('the clusters are the volumes that the plan failed, with the dates of what they lost', async () => {
  const { shape, kinds } = readSummaryFile(demo)
  expect(Object.keys(shape).sort()).toEqual(['dce', 'offer'])
  const findings = await readCsv(join(demo, 'findings.csv'))
  for (const [kind, { span, clusters }] of Object.entries(shape)) {
    expect(clusters[0]).toMatchObject({ bucket: 'marches', prefix: 'vol-04/', to_last: true })
    for (const cluster of clusters) expect(['vol-04/', 'vol-07/']).toContain(cluster.prefix)
    expect(clusters.at(-1)?.covered).toBeGreaterThan(0.8)
    for (const { prefix, from_week, damaged, share } of clusters) {
      expect(from_week).not.toBeNull()
      const planned = findings.filter(
        (row) =>
          row['kind'] === kind &&
          ['missing', 'altered'].includes(row['state'] ?? '') &&
          row['object_key']?.startsWith(prefix) &&
          Date.parse(row['deposited_at'] ?? '') >= fromParis(`${from_week} 00:00`),
      )
      expect(damaged).toBe(planned.length)
      expect(share).toBeCloseTo(damaged / (kinds[kind]?.objects.damaged ?? 0))
    }
    expect(span.share).toBeGreaterThanOrEqual(0.95)
    const dates = findings
      .filter((row) => row['kind'] === kind && ['missing', 'altered'].includes(row['state'] ?? ''))
      .map((row) => Date.parse(row['deposited_at'] ?? ''))
    const within = dates.filter(
      (date) => date >= Date.parse(span.from ?? '') && date <= Date.parse(span.to ?? ''),
    )
    expect(within.length).toBe(span.objects)
    expect(dates.filter(Number.isNaN).length).toBe(span.undated)
  }
  expect(kept.stdout).toContain('Où et quand')
  expect(kept.stdout).toMatch(/marches\/vol-04\/, depuis la semaine du /)
})

test('the summary tells each case, as often found as planned, with where', () => {
  const told = [...kept.stdout.matchAll(/^ {4}(\S.*?) +(\d+) of +(\d+) {2}e\.g\. (.*)$/gm)]
  for (const [line, , found, planned] of told) expect(found, line).toBe(planned)
  const names = told.map(([, name]) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      ...KEY_RULE_NAMES,
      'ambiguous',
      'relocated',
      'replica',
      'version',
      'listed-only',
    ]),
  )
  expect(names).toEqual(
    expect.arrayContaining([
      'zero-filled',
      'archived',
      'withdrawn-since',
      'rewritten',
      'uploaded while listed',
    ]),
  )
  expect(kept.stdout).toMatch(/unicode-form .* found under .*\\u030/)
  expect(kept.stdout).toMatch(/relocated .* from marches: vol-0\d\/lost\+found\/#\d+$/m)
  expect(kept.stdout).toMatch(/version .* from marches: .*, version \S+$/m)
  expect(kept.stdout).toContain('findings and')
})

test('what changed during the run is told, and nothing of it is a loss', async () => {
  const { changes, verification, kinds } = readSummaryFile(demo)
  expect(changes).toMatchObject({ 'withdrawn-since': 3, rewritten: 2, repromised: 1, 'added-since': 0 })
  expect(verification.mode).toBe('all')
  const plan = await readCsv(join(demo, 'damage-plan.csv'))
  const withdrawn = plan.filter(({ change }) => change === 'withdrawn-since')
  const lost = new Set((await readCsv(join(demo, 'findings.csv'))).map((row) => row['object_key']))
  for (const { object_key } of withdrawn) expect(lost.has(object_key ?? '')).toBe(false)
  for (const { files } of Object.values(kinds)) expect(files.not_expected).toBeGreaterThan(0)
})

test('at every grain the sums hold', async () => {
  const store = await RunStore.open(join(demo, 'run.duckdb'), { timeZone: 'UTC', readOnly: true })
  const totals = await store.rows<Record<string, number>>('select * from total')
  const grains = await store.rows<{ grain: string }>('select distinct grain from total order by grain')
  await store.close()
  expect(grains.map((row) => row.grain)).toEqual([
    'collectivity',
    'collectivity-kind',
    'consultation',
    'consultation-kind',
    'kind',
    'kind-year',
    'platform',
    'year',
  ])
  const sum = (row: Record<string, number>, ...names: string[]) =>
    names.reduce((total, name) => total + (row[name] ?? Number.NaN), 0)
  for (const row of totals) {
    expect(row['expected']).toBe(sum(row, 'intact', 'altered', 'missing', 'unknown'))
    expect(row['damaged']).toBe(sum(row, 'missing', 'altered'))
    expect(row['damaged']).toBe(sum(row, 'lost', 'recoverable', 'recovery_unknown'))
  }
  const { kinds } = readSummaryFile(demo)
  for (const { files, objects, years } of Object.values(kinds)) {
    const yearly = (of: (year: { files: Totals; objects: Totals }) => number) =>
      Object.values(years).reduce((total, year) => total + of(year), 0)
    expect(yearly((year) => year.files.expected)).toBe(files.expected)
    expect(yearly((year) => year.objects.missing)).toBe(objects.missing)
  }
})

test('doctor is green, and a run of its own gives the same figures and ends with 1', () => {
  expect(doctored).toMatchObject({ code: 0, stdout: expect.not.stringMatching(/WARNING|FAILED/) })
  expect(reconciled).toMatchObject({ code: 1 })
  const figures = (run: string) => {
    const { kinds, collectivities, consultations, buyers, orphans, anomalies } = readSummaryFile(run)
    return { kinds, collectivities, consultations, buyers, orphans, anomalies }
  }
  expect(figures(again)).toEqual(figures(demo))
})

test('the French reports keep office conventions', () => {
  const csv = readFileSync(join(again, 'files.csv'), 'utf8')
  expect(csv.startsWith('\ufeffIdentifiant de la collectivité;Collectivité;')).toBe(true)
  expect(csv).toMatch(/;\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}\r\n/)
  expect(readFileSync(join(again, 'years.csv'), 'utf8')).toMatch(/;0,\d{4};/)
})
