import { globSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { compareWithPlan } from '../../fixtures/damage/compare.ts'
import { type LockedPackage, productionPackages } from '../../supply/lock.ts'
import { loadDemoEstate } from '../support/demo-estate.ts'
import { TestEstate } from '../support/estate.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'
import { Elsewhere } from './elsewhere.ts'
import { runNpm } from './npm.ts'
import { refusedLicences } from './production-packages.ts'

const CLONE = resolve('.')
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const estate = new TestEstate()
const elsewhere = new Elsewhere(estate.folder)
const installed = join(elsewhere.folder, 'node_modules/constat')

/** The tarball, as npm makes it of the sources: it builds them first. */
beforeAll(() => {
  const destination = mkdtempSync(join(tmpdir(), 'constat-tarball-'))
  const packed = runNpm('npm', ['pack', '--pack-destination', destination], {
    node: process.execPath,
    cwd: CLONE,
    env: process.env,
  })
  expect(packed, packed.stderr).toMatchObject({ status: 0 })
  const tarball = join(destination, `constat-${version}.tgz`)
  const added = elsewhere.run('npm', ['install', '--omit=dev', tarball])
  expect(added, added.stderr).toMatchObject({ status: 0 })
  rmSync(destination, { recursive: true })
})

afterAll(() => elsewhere.remove())

const npx = (...args: string[]) => elsewhere.run('npx', ['constat', ...args], estate.environment)

test('nothing of the clone is within reach', () => {
  const named = Object.entries(elsewhere.environment).filter(([, value]) => value?.includes(CLONE))
  expect(named).toEqual([])
  expect(elsewhere.environment).not.toHaveProperty('NODE_PATH')
  expect(`${elsewhere.folder}/`.startsWith(`${CLONE}/`)).toBe(false)
  expect(realpathSync(join(elsewhere.folder, 'node_modules/.bin/constat'))).toBe(
    realpathSync(join(installed, 'dist/jobs/constat.js')),
  )
  expect(readdirSync(elsewhere.environment['PATH'] ?? '')).toEqual(['node'])
  const node = elsewhere.run('npx', ['--call', 'node --print "process.execPath, process.env.PATH"'])
  expect(node).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${elsewhere.folder}/node_modules/.bin`),
  })
  expect(node.stdout).not.toContain(CLONE)
})

test('it brings what it needs to run, under licences that may be passed on, and nothing to develop with', () => {
  const lock = readFileSync(join(elsewhere.folder, 'node_modules/.package-lock.json'), 'utf8')
  const { packages } = JSON.parse(lock) as { packages: Record<string, LockedPackage> }
  const locked = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: object }
  const forDevelopers = Object.keys(devDependencies).filter(
    // what the packages that it does need bring along is theirs
    (name) => `node_modules/${name}` in packages && locked.packages[`node_modules/${name}`]?.dev === true,
  )
  expect(forDevelopers).toEqual([])
  expect(refusedLicences(productionPackages(packages))).toEqual([])
})

test('it holds what is beside the modules, and not the sources nor what only a clone runs', () => {
  const shipped = filesOf(installed)
  const beside = ['jobs', 'mappings', 'reports', 'src', 'templates'].flatMap((folder) =>
    filesOf(folder)
      .filter((file) => !file.endsWith('.ts'))
      .map((file) => join('dist', folder, file)),
  )
  expect(beside.length).toBeGreaterThan(40)
  expect(beside.filter((file) => !shipped.includes(file))).toEqual([])
  for (const file of [
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'SECURITY.md',
    'constat.example.yaml',
    'constat.schema.json',
    'dist/constat.cdx.json',
  ])
    expect(shipped).toContain(file)
  for (const folder of ['mappings', 'templates'])
    for (const file of filesOf(folder)) expect(shipped).toContain(join(folder, file))
  expect(shipped.filter((file) => /\.ts$|fixtures|^(test|jobs|src|reports)\//.test(file))).toEqual([])
})

test('every file that a module names beside itself is there', () => {
  const missing: string[] = []
  let count = 0
  for (const file of filesOf(join(installed, 'dist')).filter((name) => name.endsWith('.js'))) {
    const path = join(installed, 'dist', file)
    for (const [, , named = ''] of withoutComments(readFileSync(path, 'utf8')).matchAll(BESIDE)) {
      count++
      const pattern = named.replaceAll(/\$\{[^}]*\}/g, '*')
      if (globSync(pattern, { cwd: dirname(path) }).length === 0) missing.push(`${file}: ${named}`)
    }
  }
  expect(missing).toEqual([])
  expect(count).toBeGreaterThan(15)
})

/** `new URL('./rows.sql', import.meta.url)`, however it is quoted. */
const BESIDE = /new URL\((['"`])(\.[^'"`]+)\1,\s*import\.meta\.url\)/g
const withoutComments = (source: string) => source.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '')

test('--version and --help', () => {
  expect(npx('--version')).toMatchObject({ status: 0, stdout: `${version}\n` })
  expect(npx('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('reconcile') })
})

const cloneOnlyJobs = globSync('jobs/*.ts')
  .filter((file) => readFileSync(file, 'utf8').includes(`from '../fixtures/`))
  .map((file) => basename(file, '.ts'))

test('jobs that rest on fixtures are known', () => expect(cloneOnlyJobs).toContain('demo'))

test.each(cloneOnlyJobs)('%s says that it runs in a clone only', (job) => {
  expect(npx(job)).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(`${job} runs in a clone of the repository only.*\n.*npm run ${job}`),
  })
})

test('doctor, reconcile and report find every finding of a demo estate, and none too many', async () => {
  const { databaseUrl, bucket, replica, plan, names, configure } = await loadDemoEstate(estate, 3)
  estate.environment.CONSTAT_DATABASE_URL = databaseUrl
  estate.config([{ bucket }], [{ name: 'replica', bucket: replica }], (config) => {
    config.marketplace['mapping'] = 'node_modules/constat/mappings/demo'
    configure(config)
  })

  const init = npx('init', '--bucket', bucket, '--endpoint', inject('s3').endpoint, '--folder', 'drafted')
  expect(init, init.stderr).toMatchObject({ status: 0, stderr: '' })
  expect(filesOf(join(elsewhere.folder, 'drafted'))).toHaveLength(6)

  const doctor = npx('doctor')
  expect(doctor, doctor.stderr).toMatchObject({ status: 0, stderr: '' })
  expect(doctor.stdout).toMatch(/^ok +configuration: constat\.yaml is in order/)

  const reconcile = npx('reconcile', '--run', 'monday')
  expect(reconcile, reconcile.stderr).toMatchObject({ status: 1 })
  const run = join(elsewhere.folder, 'out/monday')
  const summary = readSummaryFile(run)
  expect(summary.constat).toBe(version)
  expect((await compareWithPlan(run, plan, names)).differences).toEqual([])
  expect(plan.findings.length).toBeGreaterThan(20)

  rmSync(join(run, 'summary.json'))
  rmSync(join(run, 'findings.csv'))
  const report = npx('report', '--run', 'out/monday', '--locale', 'en', '--csv', 'rfc4180')
  expect(report, report.stderr).toMatchObject({ status: 0, stderr: '' })
  expect(readSummaryFile(run)).toEqual(summary)
  const missing = (await readCsv(join(run, 'findings.csv'))).filter(({ state }) => state === 'missing')
  const counted = Object.values(summary.kinds).reduce((sum, { objects }) => sum + objects.missing, 0)
  expect(missing.length).toBe(counted)
  expect(missing.length).toBe(plan.findings.filter(({ state }) => state === 'missing').length)
})

/** @returns the files of a folder and those below it, but not of packages installed in it */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('node_modules/'))
}
