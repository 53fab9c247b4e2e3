import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { RunStore } from '../../src/store/run-store.ts'
import { EXIT } from '../../src/vocabulary/exit-code.ts'
import { loadLegacyEstate } from './legacy-estate.ts'
import { Machine } from './machine.ts'
import { blockOf, blocksOf, readPage } from './page.ts'

vi.setConfig({ testTimeout: 300_000 }) // several runs in a test, each with processes of its own

const page = readPage('operations.md')
const textOf = (name: string) => blockOf(page, name).text

/** The days of the page. */
const FIRST = '2023-08-04'
const SECOND = '2023-08-05'

let machine: Machine
let runs: string
let configured: { write(change?: object): void }
beforeAll(async () => {
  const estate = await loadLegacyEstate()
  machine = new Machine(estate.environment, ['useradd', 'systemctl'])
  runs = machine.here('/var/lib/constat')
  expect(machine.run(textOf('place').replaceAll('--owner=constat ', ''))).toMatchObject({
    code: 0,
    stderr: '',
  })
  const config = parse(readFileSync(estate.config, 'utf8')) as object
  configured = {
    write: (change = {}) =>
      writeFileSync(
        machine.here('/etc/constat/constat.yaml'),
        stringify({ ...config, output: { folder: runs }, ...change }),
      ),
  }
  configured.write()
  machine.program('constat-today', machine.here(textOf('constat-today')))
  const environment = textOf('environment').replaceAll(
    /^(\w+)='.*'$/gm,
    (_, name: string) => `${name}='${estate.environment[name]}'`,
  )
  writeFileSync(machine.here('/etc/constat/environment'), environment, { mode: 0o600 })
})
afterAll(() => rmSync(machine.root, { recursive: true }))

test('the user and the folders', () => {
  expect(machine.takeCalls()).toEqual([
    `useradd --system --home-dir ${runs} --shell /usr/sbin/nologin constat`,
  ])
  for (const folder of ['/var/lib/constat', '/etc/constat'])
    expect(statSync(machine.here(folder)).mode & 0o777).toBe(0o700)
})

test('the run of the day is made, and left alone once it is concluded', () => {
  machine.today(FIRST)
  expect(machine.run('constat-today --quiet')).toMatchObject({ code: 1, stderr: '' })
  const summary = join(runs, FIRST, 'summary.json')
  const { mtimeMs } = statSync(summary)
  expect(machine.run('constat-today')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(statSync(summary).mtimeMs).toBe(mtimeMs)
})

test('a run that a guard stopped goes on, as far as it is let', () => {
  machine.today(SECOND)
  configured.write({ guards: { loss_range: { offer: { min: 0, max: 0.01 } } } })
  for (const _ of ['begun', 'gone on with']) {
    const stopped = machine.run('constat-today --quiet')
    expect(stopped).toMatchObject({ code: 5, stderr: expect.stringContaining('loss-range') })
  }
  expect(machine.run('constat-today --quiet --accept-guard loss-range:offer')).toMatchObject({ code: 1 })
  configured.write()
})

test('the program takes the place of the shell, so that signals reach it', () => {
  const script = readFileSync(machine.here('/usr/local/bin/constat-today'), 'utf8')
  machine.today('2023-08-06')
  const { stdout } = machine.run(`constat() { :; }
    mkdir said && printf '#!/bin/sh\\necho $$' > said/constat && chmod +x said/constat
    PATH="$PWD/said:$PATH" sh -c 'echo $$; exec constat-today'`)
  const [asked, answered] = stdout.split('\n')
  expect(script).toContain('exec constat')
  expect(answered).toBe(asked)
})

/** systemd itself says what it makes of the files, where it is. */
test('the unit files stand, and say what becomes of each exit code', () => {
  for (const name of ['constat.service', 'constat.timer'])
    writeFileSync(machine.here(`/etc/systemd/system/${name}`), machine.here(textOf(name)))
  if (existsSync('/usr/bin/systemd-analyze')) {
    const units = ['service', 'timer'].map((kind) => machine.here(`/etc/systemd/system/constat.${kind}`))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' })
    expect({ status, said: stderr.split('\n').filter((line) => line.includes('constat')) }).toEqual({
      status: 0,
      said: [],
    })
    const calendar = settingOf('constat.timer', 'OnCalendar')
    execFileSync('systemd-analyze', ['calendar', calendar], { stdio: 'ignore' })
  }
  const numbers = (name: string) => settingOf('constat.service', name).split(' ').map(Number)
  expect(numbers('SuccessExitStatus')).toEqual([EXIT.losses])
  expect(numbers('RestartPreventExitStatus')).toEqual([EXIT.usage, EXIT.guard, EXIT.internal])
  expect(settingOf('constat.service', 'ExecStart')).toBe('/usr/local/bin/constat-today --json')
})

function settingOf(unit: string, name: string): string {
  const [, value] = new RegExp(`^${name}=(.*)$`, 'm').exec(textOf(unit)) ?? []
  if (value === undefined) throw new Error(`${unit} does not set ${name}`)
  return value
}

test('the timer is set up by names that the page has', () => {
  expect(machine.run(textOf('schedule'))).toMatchObject({ code: 0 })
  expect(machine.takeCalls()).toEqual([
    'systemctl daemon-reload',
    'systemctl enable --now constat.timer',
    'systemctl start --no-block constat.service',
    'systemctl status constat.service',
  ])
})

test('the table has every exit code', () => {
  const codes = [...page.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, cell = '']) =>
    cell.split(', ').map(Number),
  )
  expect(codes).toEqual(Object.values(EXIT))
})

test('the line of cron makes the run of the day, and no second one beside it', () => {
  const [line = ''] = textOf('constat').match(/^[^A-Z\n].*$/m) ?? []
  const [, when = '', user, command = ''] = /^((?:\S+ ){5})(\S+) (.*)$/.exec(line) ?? []
  expect({ when: when.trim(), user }).toEqual({ when: '*/15 5-9 * * *', user: 'constat' })
  expect(line).not.toContain('%') // which cron takes for a line end
  machine.today('2023-08-07')
  const beside = machine.run(
    `flock /var/lib/constat/.lock sh -c '${machine.here(command).replaceAll("'", `'\\''`)}'`,
  )
  expect(beside).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(existsSync(join(runs, '2023-08-07'))).toBe(false)
  expect(machine.run(command)).toEqual({ code: 1, stdout: '', stderr: '' })
  expect(existsSync(join(runs, '2023-08-07/summary.json'))).toBe(true)
})

test('two days are compared', () => {
  expect(machine.run(textOf('compare'))).toMatchObject({ code: 0, stderr: '' })
  const follow = /`(constat-today --follow-up [^`]+)`/.exec(page)?.[1] ?? ''
  machine.today('2023-08-08')
  expect(machine.run(`${follow} --quiet`)).toMatchObject({ code: 1, stderr: '' })
})

test('there are lost files to look for by hand', async () => {
  const store = await RunStore.open(join(runs, SECOND, 'run.duckdb'), { timeZone: 'UTC', readOnly: true })
  const rows = await store.rows<{ object_key: string }>(textOf('by-hand'))
  await store.close()
  expect(rows).toHaveLength(5)
})

test('what is sent to the host names nobody, and no file', () => {
  expect(machine.run(textOf('parcel'))).toEqual({ code: 0, stdout: '', stderr: '' })
  const files = execFileSync('tar', ['--list', '--file', join(machine.root, 'for-the-host.tar.gz')], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
  expect(files).toContain('loss-clusters.csv')
  expect(machine.run('constat report --run /var/lib/constat/2023-08-05 --locale en --csv rfc4180').code).toBe(
    0,
  )
  const columns = files.flatMap((file) =>
    (readFileSync(join(runs, SECOND, file), 'utf8').split('\n')[0] ?? '').replace('\uFEFF', '').split(','),
  )
  expect(columns).toContain('prefix')
  expect(
    columns.filter((name) => /name|email|phone|bidder|contact|_key|_id$|collectivity/.test(name)),
  ).toEqual([])
})

test('of old runs the figures are left, and those that are kept stay whole', () => {
  const old = join(runs, '2023-06-01')
  cpSync(join(runs, SECOND), old, { recursive: true })
  for (const folder of [old, join(runs, FIRST)]) utimesSync(folder, 0, Date.now() / 1000 - 40 * 86_400)
  expect(machine.run(textOf('remove'))).toMatchObject({ code: 0, stderr: '' })
  expect(readdirSync(old)).toContain('summary.json')
  expect(readdirSync(old)).not.toContain('buyers.csv')
  for (const name of [FIRST, SECOND]) expect(readdirSync(join(runs, name))).toContain('buyers.csv')
})

test('every block of the page is tried here', () => {
  const source = readFileSync(import.meta.filename, 'utf8')
  const names = blocksOf(page).map(({ name }) => name)
  expect(names.length).toBeGreaterThan(9)
  expect(names.filter((name) => !source.includes(`'${name}'`))).toEqual([])
})
