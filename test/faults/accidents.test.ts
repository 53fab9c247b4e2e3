import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { reReport } from '../../src/run/re-report.ts'
import { reconcile } from '../../src/run/reconcile.ts'
import { RunStore } from '../../src/store/run-store.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { constat } from '../support/constat.ts'
import { type EstateConfig, TestEstate } from '../support/estate.ts'
import { promiseOf } from '../support/promise.ts'
import { startStandingRun } from '../support/standing-run.ts'
import { readSummaryFile } from '../support/summary.ts'

/** Of each of many promises one in ten is gone. */
const PROMISED = 100
/** Room for an empty run, and for what preflight asks for beside (bytes). */
const SMALL_DISK = 48_000_000

const estate = new TestEstate()
let bucket: string
beforeAll(async () => {
  Object.assign(process.env, estate.environment) // runs within this process need them too
  const keys = Array.from({ length: PROMISED }, (_, n) => `k${n}`)
  bucket = await estate.bucket(Object.fromEntries(keys.filter((_, n) => n % 10 > 0).map((key) => [key, 1])))
  estate.mapping({ 'expected-objects': keys.map((key) => promiseOf(key)) })
})

const configured = (change?: (config: EstateConfig) => void, more: object = {}) =>
  estate.config([{ bucket, ...more }], [], change)
const job = (...args: string[]) => constat(args, estate.environment)
const runFolder = (run: string) => join(estate.folder, 'out', run)

/** A run of the command on a store that stands still at the first object asked for by name. */
const standingRun = (run: string) =>
  startStandingRun(
    { endpoint: inject('s3').endpoint, environment: estate.environment, run, asked: `/${bucket}/k` },
    (endpoint) => configured(undefined, { endpoint }),
  )

test.each(['SIGINT', 'SIGTERM'] as const)('%s: 130, and it says how to go on', async (signal) => {
  const { child, ended, proxy } = await standingRun(signal)
  child.kill(signal)
  expect(await ended).toEqual({
    code: 130,
    stderr: expect.stringMatching(
      /interrupted: saving what was established; a second signal leaves at once[\s\S]*--resume/,
    ),
  })
  await proxy.close()
})

test('a second signal leaves at once, a run can be gone on with after it, and after kill -9', async () => {
  const { config, child, ended, proxy } = await standingRun('twice')
  child.kill('SIGTERM')
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  proxy.rule = () => 'pass'
  expect(await job('reconcile', '--config', config, '--run', 'twice', '--resume')).toMatchObject({ code: 1 })
  await proxy.close()

  const killed = await standingRun('killed')
  killed.child.kill('SIGKILL')
  expect((await killed.ended).code).toBe(null)
  killed.proxy.rule = () => 'pass'
  expect(await job('reconcile', '--config', killed.config, '--run', 'killed', '--resume')).toMatchObject({
    code: 1,
  })
  await killed.proxy.close()
  for (const run of ['twice', 'killed'])
    expect(readSummaryFile(runFolder(run)).kinds['offer']?.files).toMatchObject({
      intact: 90,
      missing: 10,
      unknown: 0,
    })
})

test('the second of two runs on one folder is refused, and leaves the first alone', async () => {
  const { config, child, ended, proxy } = await standingRun('both')
  const again = { code: 2, stderr: expect.stringMatching(/there is a run in .*both already[\s\S]*--run/) }
  expect(await job('reconcile', '--config', config, '--run', 'both')).toMatchObject(again)
  const open = {
    code: 2,
    stderr: expect.stringMatching(/is open in another process[\s\S]*wait for it, or name another/),
  }
  expect(await job('reconcile', '--config', config, '--run', 'both', '--resume')).toMatchObject(open)
  expect(await job('report', '--config', config, '--run', 'both')).toMatchObject(open)
  proxy.rule = () => 'pass'
  child.kill('SIGTERM')
  expect((await ended).code).toBe(130)
  expect(await job('reconcile', '--config', config, '--run', 'both', '--resume')).toMatchObject({ code: 1 })
  await proxy.close()
})

test('an output folder that cannot be written: 2, and nothing is begun', async () => {
  writeFileSync(join(estate.folder, 'a-file'), '')
  const config = configured(({ output }) => Object.assign(output, { folder: 'a-file/out' }))
  expect(await job('reconcile', '--config', config, '--run', 'r')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /cannot be written: ENOTDIR[\s\S]*set output\.folder to a folder that can be written/,
    ),
  })
})

test('a run store that is cut short, or no store at all, is refused with 2 wherever it is opened', async () => {
  const config = configured()
  expect(await job('reconcile', '--config', config, '--run', 'whole')).toMatchObject({ code: 1 })
  const whole = join(runFolder('whole'), 'run.duckdb')
  const { size } = statSync(whole)
  for (const [n, length] of [0, 100, 4096, 12_288, size >> 2, size >> 1, size - 4096, size - 1].entries()) {
    const folder = runFolder(`cut-${n}`)
    mkdirSync(folder)
    copyFileSync(whole, join(folder, 'run.duckdb'))
    truncateSync(join(folder, 'run.duckdb'), length)
    const refused = {
      exitCode: 2,
      message: expect.stringContaining(folder),
      advice: expect.stringContaining('new run'),
    }
    await expect(resumed(config, folder), `resumed at ${length} of ${size}`).rejects.toMatchObject(refused)
    await expect(
      reReport(join(estate.folder, 'out'), folder, { locale: 'en', csv: 'rfc4180' }, silentJournal),
      `reported at ${length} of ${size}`,
    ).rejects.toMatchObject(refused)
  }
})

test('a run store of another version of constat is refused with 2', async () => {
  const config = configured()
  expect(await job('reconcile', '--config', config, '--run', 'older')).toMatchObject({ code: 1 })
  const store = await RunStore.open(join(runFolder('older'), 'run.duckdb'), { timeZone: 'UTC' })
  await store.run(
    `update fact set value = json_merge_patch(value::json, '{"constat": "0.0.1"}') where name = 'identity'`,
  )
  await store.close()
  expect(await job('reconcile', '--config', config, '--run', 'older', '--resume')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /the version of constat changed since the run in .*older began[\s\S]*start a new run/,
    ),
  })
})

const planted = [
  ['thrown in a timer', `setTimeout(() => { throw new Error('planted') }, 300)`],
  ['a rejection that nobody waits for', `setTimeout(() => void Promise.reject(new Error('planted')), 300)`],
] as const
test.each(planted)(
  'what nobody catches (%s) ends with 70, says so, and the run can be gone on with',
  async (_, script) => {
    const options = `--import=data:text/javascript,${encodeURIComponent(script)}`
    const ended = await constat(['reconcile', '--config', configured(), '--run', 'r70'], {
      ...estate.environment,
      NODE_OPTIONS: options,
    })
    expect(ended).toMatchObject({
      code: 70,
      stderr: expect.stringMatching(/internal error: planted[\s\S]*please report it/),
    })
    rmSync(runFolder('r70'), { recursive: true, force: true })
  },
)

/** Mounts a file system, which takes more than `npm test` may ask for: `npm run test:faults` does it. */
const mountingTest = test.runIf(process.env['CONSTAT_FAULT_PAGE'] !== undefined)

mountingTest.each(['expectations', 'inventory', 'match', 'probe', 'recover', 'analysis', 'reports'])(
  'a disk that is full from the stage %s on: 2, no half a report, and --resume goes on once there is room',
  async (full) => {
    await using disk = smallDisk()
    const config = configured(({ output }) => Object.assign(output, { folder: disk.folder }))
    const filler = join(disk.folder, 'filler')
    const from = { stage: (name: string) => void (name === full && fill(filler)) }
    await expect(attempt(config, 'r', false, from)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/no room left to write below .*(no space left|ENOSPC)/is),
      advice: expect.stringMatching(/make room.*--resume goes on/),
    })
    const named = readdirSync(join(disk.folder, 'r')).filter((name) =>
      /\.(csv|json|html|xlsx|parquet)$/.test(name),
    )
    if (full !== 'reports') expect(named).toEqual([])
    rmSync(filler)
    const begun = existsSync(join(disk.folder, 'r/run.duckdb'))
    expect(await attempt(config, 'r', begun)).toMatchObject({ exitCode: 1 })
    expect(readSummaryFile(join(disk.folder, 'r')).kinds['offer']?.files).toMatchObject({
      intact: 90,
      missing: 10,
    })
  },
)

const resumed = (config: string, run: string) => attempt(config, run, true)

function attempt(config: string, run: string, resume: boolean, journal: Partial<typeof silentJournal> = {}) {
  return reconcile(loadConfig(config, { ...process.env, ...estate.environment }), {
    run,
    resume,
    acceptedGuards: [],
    journal: { ...silentJournal, ...journal },
    signal: new AbortController().signal,
  })
}

/** Writes until nothing more goes onto the disk. */
function fill(path: string): void {
  for (const size of [1 << 20, 1 << 12])
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' })
    } catch {}
}

/** A file system of its own; root alone may mount one, and elsewhere this test fails and says so. */
function smallDisk(): AsyncDisposable & { folder: string } {
  const folder = join(estate.folder, `disk-${performance.now()}`)
  mkdirSync(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'tmpfs', folder], {
    encoding: 'utf8',
  })
  if (mounted.status !== 0) throw new Error(`a small disk needs root, or CAP_SYS_ADMIN: ${mounted.stderr}`)
  return {
    folder,
    async [Symbol.asyncDispose]() {
      spawnSync('umount', ['-l', folder])
    },
  }
}
