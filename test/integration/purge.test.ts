import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RunStore } from '../../src/store/run-store.ts'
import { PERSONAL, PLANTED, PLANTED_OBJECTS } from '../support/canaries.ts'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { filesBelow, foldersBelow } from '../support/texts-written.ts'

test('a purged run has its figures, and no name, address, telephone number, key or file name, in any file', {
  timeout: 240_000,
}, async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket(PLANTED_OBJECTS)
  estate.mapping(PLANTED)
  const config = estate.config([{ bucket }], [], (it) => {
    it.incident['host'] = 'Hébergeur'
    const template = join(estate.folder, 'message.txt')
    writeFileSync(template, 'Subject: {{incident}}\n\n{{consultations}}\nCanari Signataire, {{issuer}}\n')
    it['messages'] = { template: 'message.txt' }
  })
  const job = (name: string, ...args: string[]) =>
    constat([name, '--config', config, ...args], estate.environment)
  const run = join(estate.folder, 'out/monday')
  expect(await job('purge', 'monday')).toMatchObject({ code: 2 })
  expect((await job('reconcile', '--run', 'monday')).code).toBe(1)
  expect((await job('attest', '--run', 'monday')).code).toBe(0)
  await estate.delete(bucket, 'vol1/2022/canari-present.pdf')
  expect((await job('reconcile', '--run', 'tuesday')).code).toBe(1)
  expect((await job('compare', 'monday', 'tuesday', '--into', run)).code).toBe(0)
  const summary = readFileSync(join(run, 'summary.json'), 'utf8')
  const totals = await totalsOf(run)
  const named = (await filesBelow(run)).filter(({ text }) => PERSONAL.test(text)).map(({ path }) => path)
  for (const path of ['run.duckdb', 'buyers.csv', 'buyers.xlsx', 'findings.parquet', 'compare-files.csv'])
    expect(named).toContain(join(run, path)) // else nothing below would be shown
  expect(named.some((path) => path.endsWith('.eml'))).toBe(true)
  expect(named.some((path) => /attestations\/[^/]+\.csv$/.test(path))).toBe(true)

  const purged = await job('purge', 'monday')
  expect(purged).toMatchObject({ code: 0, stderr: '' })
  expect(purged.stdout).toMatch(/the figures are left, \d\d files were removed/)
  for (const { path, text } of await filesBelow(run))
    expect([path, PERSONAL.exec(text)]).toEqual([path, null])
  expect(readdirSync(run).sort()).toEqual([
    'attestations',
    'collectivities.csv',
    'compare.csv',
    'consultations.csv',
    'loss-clusters.csv',
    'loss-prefixes.csv',
    'loss-weeks.csv',
    'run.duckdb',
    'storage-classes.csv',
    'summary.html',
    'summary.json',
    'verification.csv',
    'years.csv',
  ])
  expect(readFileSync(join(run, 'summary.json'), 'utf8')).toBe(summary)
  expect(await totalsOf(run)).toEqual(totals)
  expect(readdirSync(join(run, 'attestations')).filter((name) => name.endsWith('.pdf'))).toHaveLength(3)

  for (const [name, ...args] of [
    ['report', '--run', 'monday'],
    ['attest', '--run', 'monday'],
    ['reconcile', '--run', 'monday', '--resume'],
    ['compare', 'monday', 'tuesday'],
  ] as const) {
    const refused = await job(name, ...args)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toMatch(/was purged on \d{4}-\d\d-\d\d: its figures alone are left/)
  }
  for (const { mode } of await filesBelow(run)) expect(mode).toBe(0o600)
  for (const { mode } of foldersBelow(run)) expect(mode).toBe(0o700)
})

test('purging again removes what came since, and what constat did not make is named and left alone', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket(PLANTED_OBJECTS)
  estate.mapping(PLANTED)
  const config = estate.config([{ bucket }])
  const job = (name: string, ...args: string[]) =>
    constat([name, '--config', config, ...args], estate.environment)
  const run = join(estate.folder, 'out/monday')
  await job('reconcile', '--run', 'monday')
  const mine = ['collectivities/notes/who.txt', 'copy of buyers.xlsx'].map((name) => join(run, name))
  mkdirSync(join(run, 'collectivities/notes'))
  for (const path of mine) writeFileSync(path, 'x')
  const first = await job('purge', run)
  expect(first.code).toBe(0)
  expect(first.stderr).toMatch(/left them alone: collectivities, copy of buyers\.xlsx\n/)
  for (const path of mine) expect(existsSync(path)).toBe(true)

  writeFileSync(join(run, 'buyers.csv.part'), 'x') // of a purge that was killed, or a list that was put back
  writeFileSync(join(run, 'findings.csv'), 'x')
  writeFileSync(join(run, 'rows-1.copy'), 'x') // of a reading that was killed
  const again = await job('purge', run)
  expect(again.stdout).toContain('3 files were removed')
  expect(again.stdout.split('\n')[0]?.slice(0, 25)).toBe(first.stdout.split('\n')[0]?.slice(0, 25))
  expect(existsSync(join(run, 'findings.csv'))).toBe(false)
  expect(existsSync(join(run, 'rows-1.copy'))).toBe(false)
})

test('a run that did not come to its end, or that another process reads, is not purged', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket(PLANTED_OBJECTS)
  estate.mapping(PLANTED)
  const config = estate.config([{ bucket }], [], (it) => {
    it['guards'] = { loss_range: { offer: { min: 0, max: 0 } } }
  })
  const job = (name: string, ...args: string[]) =>
    constat([name, '--config', config, ...args], estate.environment)
  expect((await job('reconcile', '--run', 'stopped')).code).toBe(5)
  const unfinished = await job('purge', 'stopped')
  expect(unfinished).toMatchObject({ code: 2 })
  expect(unfinished.stderr).toContain('did not come to its end')

  expect((await job('reconcile', '--run', 'read', '--accept-guard', 'loss-range')).code).toBe(1)
  const path = join(estate.folder, 'out/read/run.duckdb')
  const reader = await RunStore.open(path, { timeZone: 'UTC', readOnly: true })
  expect((await job('purge', 'read')).stderr).toContain('is open in another process')
  await reader.close()
  expect((await job('purge', 'read')).code).toBe(0)
})

async function totalsOf(run: string): Promise<object[]> {
  const store = await RunStore.open(join(run, 'run.duckdb'), { timeZone: 'UTC', readOnly: true })
  try {
    return await store.rows('from total order by all')
  } finally {
    await store.close()
  }
}
