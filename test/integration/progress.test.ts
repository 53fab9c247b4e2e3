import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'
import { Screen } from '../support/screen.ts'

let proxy: FaultProxy
beforeAll(async () => {
  proxy = await startFaultProxy(inject('s3').endpoint)
})
afterEach(() => {
  proxy.rule = () => 'pass'
})
afterAll(() => proxy.close())

const promise = (object_key: string) => ({
  object_key,
  file_id: object_key,
  kind: 'dce',
  role: 'content',
  collectivity_id: 'A',
  size_bytes: '1',
  deposited_at: '2022-05-04',
})

/** An estate whose bucket lies behind the proxy; one of two objects is missing. */
async function makeEstate(store = {}): Promise<{ estate: TestEstate; config: string; bucket: string }> {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ here: 1 })
  estate.mapping({ 'expected-objects': [promise('here'), promise('gone')] })
  return { estate, bucket, config: estate.config([{ bucket, endpoint: proxy.endpoint, ...store }]) }
}

/** `script` of util-linux, which Linux systems have, gives the command a terminal of its own. */
function onTerminal(args: string[], environment: NodeJS.ProcessEnv) {
  const quoted = [process.execPath, resolve('jobs/constat.ts'), ...args].map((arg) => `'${arg}'`).join(' ')
  const child = spawn('script', ['-qec', `stty cols 80; exec ${quoted}`, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', ...environment },
  })
  const screen = new Screen()
  child.stdout.setEncoding('utf8').on('data', (text: string) => screen.show(text))
  const ended = once(child, 'close').then(([code]) => code as number)
  return { screen, ended, type: (text: string) => child.stdin.write(text) }
}

test('on a terminal: bars that go, summary lines that stay', async () => {
  const { estate, config } = await makeEstate()
  const { screen, ended } = onTerminal(['reconcile', '--config', config], estate.environment)
  expect(await ended).toBe(1)
  const stages = [
    'expectations',
    'inventory',
    'match',
    'probe',
    'verify',
    'second look',
    'recover',
    'analysis',
    'reports',
  ]
  expect(screen.seen.slice(0, stages.length)).toEqual(
    stages.map((stage) => expect.stringMatching(new RegExp(`^ {2}${stage} .*\\(\\d+\\.\\d s\\)$`))),
  )
  expect(screen.seen.slice(stages.length).join('\n')).toMatch(/^\nTest\n[\s\S]*out\/[^\n]*\n$/)
  for (const stage of ['preflight', ...stages])
    expect(screen.frames.some((frame) => frame.startsWith(`  ${stage}`))).toBe(true)
})

const CTRL_C = '\x03'

test.each([
  ['once', CTRL_C, ['constat: interrupted', expect.stringMatching(/^ +what was established is kept/), '']],
  ['twice', CTRL_C + CTRL_C, ['']],
])(
  'on a terminal: time goes on while storage is silent, and Ctrl-C %s leaves it clean',
  async (_, typed, last) => {
    const { estate, config, bucket } = await makeEstate()
    const asked = Promise.withResolvers<void>()
    proxy.rule = ({ method, url }) => {
      if (method !== 'HEAD' || !url.startsWith(`/${bucket}/gone`)) return 'pass'
      asked.resolve()
      return 'hang'
    }
    const { screen, ended, type } = onTerminal(['reconcile', '--config', config], estate.environment)
    await asked.promise
    await expect
      .poll(() => screen.seen.at(-1), { timeout: 10_000 })
      .toMatch(/^ {2}probe {8}\[ +\] {3}0 % {2}0 of 1 objects .*[2-9] s$/)
    type(typed)
    expect(await ended).toBe(130)
    expect(screen.lines.join('\n')).toContain('  warning: interrupted: saving what was established')
    expect(screen.seen.slice(-last.length)).toEqual(last)
  },
)

test('--json: each line of standard error is an event, standard output is the summary', async () => {
  const { estate, config } = await makeEstate()
  const run = await constat(['reconcile', '--config', config, '--json'], estate.environment)
  expect(run.code).toBe(1)
  const events = run.stderr.trimEnd().split('\n')
  const parsed = events.map((line) => JSON.parse(line) as { event: string; stage: string; time: string })
  expect(new Set(parsed.map(({ event }) => event))).toEqual(new Set(['stage', 'finished']))
  expect(parsed.filter(({ event }) => event === 'finished').map(({ stage }) => stage)).toEqual([
    'expectations',
    'inventory',
    'match',
    'probe',
    'verify',
    'second look',
    'recover',
    'analysis',
    'reports',
  ])
  expect(JSON.parse(run.stdout)).toMatchObject({ kinds: { dce: { files: { expected: 2, lost: 1 } } } })
})

test('no terminal, and storage that never answers: a line every few seconds all the same', async () => {
  const { estate, config, bucket } = await makeEstate({ timeout_seconds: 2 })
  proxy.rule = ({ method, url }) => (method === 'HEAD' && url.startsWith(`/${bucket}/gone`) ? 'hang' : 'pass')
  const run = (...args: string[]) => constat(['reconcile', '--config', config, ...args], estate.environment)
  const [plain, json] = await Promise.all([run('--run', 'plain'), run('--run', 'json', '--json')])
  expect([plain.code, json.code]).toEqual([3, 3])
  expect(plain.stderr).toMatch(/^ {2}probe {8}0 of 1 objects, 0 %, 0\/s, \d+ s…$/m)
  const events = json.stderr.trimEnd().split('\n')
  expect(events.map((line) => JSON.parse(line) as unknown)).toContainEqual({
    time: expect.any(String),
    event: 'progress',
    stage: 'probe',
    step: null,
    done: 0,
    total: 1,
    estimated: false,
    unit: 'objects',
    rate: 0,
    eta_seconds: null,
    seconds: expect.any(Number),
  })
})

test.each<[string, string[], object]>([
  [
    'a failure',
    ['--config', '/nowhere.yaml'],
    {
      exit_code: 2,
      message: expect.stringContaining('/nowhere.yaml'),
      advice: expect.stringContaining('--config'),
    },
  ],
  [
    'wrong usage',
    ['--no-such-option'],
    { exit_code: 2, message: expect.stringContaining('--no-such-option'), advice: null },
  ],
])('--json: %s is an event too', async (_, args, fields) => {
  const run = await constat(['reconcile', '--json', ...args])
  expect(run.code).toBe(2)
  expect(run.stdout).toBe('')
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(run.stderr)).toEqual({
    time: expect.any(String),
    event: 'error',
    advice: null,
    ...fields,
  })
})

test('--quiet: nothing but errors', async () => {
  const { estate, config } = await makeEstate()
  expect(await constat(['reconcile', '--config', config, '--quiet'], estate.environment)).toEqual({
    code: 1,
    stdout: '',
    stderr: '',
  })
})

test('no line of a terminal holds an escape sequence of the data', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({})
  const kind = 'dce\x1b[2J\u009b31m'
  estate.mapping({ 'expected-objects': [{ ...promise('gone'), kind }] })
  const config = estate.config([{ bucket }], [], (it) => {
    it['incident']['services'] = [
      { name: 'All', kinds: [kind], from: '2023-07-27T10:30', to: '2023-08-03T14:00' },
    ]
  })
  const guards = ['--accept-guard', 'nothing-listed', '--accept-guard', 'empty-prefix']
  const run = await constat(['reconcile', '--config', config, ...guards], estate.environment)
  expect(run.code).toBe(1)
  expect(run.stdout).toContain('\\u001b[2J\\u009b31m')
  expect((run.stdout + run.stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})
