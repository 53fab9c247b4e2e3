import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
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
import { join, resolve } from 'node:path'
import { beforeAll, expect, inject, test, vi } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { reReport } from '../../src/run/re-report.ts'
import { reconcile } from '../../src/run/reconcile.ts'
import { RunStore } from '../../src/store/run-store.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { constat } from '../support/constat.ts'
import { type EstateConfig, TestEstate } from '../support/estate.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { readSummaryFile } from '../support/summary.ts'

/** Of each of many promises one in ten is gone. */
const PROMISED = 100
/** Room for an empty run, and for what preflight asks for beside (bytes). */
const SMALL_DISK = 48_000_000

const estate = new TestEstate()
let bucket: string
beforeAll(async () => {
  // Some runs are in this process.
  for (const [name, value] of Object.entries(estate.environment)) vi.stubEnv(name, value)
  const keys = Array.from({ length: PROMISED }, (_, n) => `k${n}`)
  bucket = await estate.bucket(Object.fromEntries(keys.filter((_, n) => n % 10 > 0).map((key) => [key, 1])))
  const promise = (object_key: string) => ({
    object_key,
    file_id: object_key,
    kind: 'offer',
    role: 'content',
    collectivity_id: 'A',
    size_bytes: '1',
    deposited_at: '2022-05-04',
  })
  estate.mapping({ 'expected-objects': keys.map(promise) })
})

const configured = (change?: (config: EstateConfig) => void, more: object = {}) =>
  estate.config([{ bucket, ...more }], [], change)
const job = (...args: string[]) => constat(args, estate.environment)
const runFolder = (run: string) => join(estate.folder, 'out', run)

/** A run of the command on a store that stands still at the first object asked for by name. */
async function standingRun(run: string) {
  const proxy = await startFaultProxy(inject('s3').endpoint)
  const config = configured(undefined, { endpoint: proxy.endpoint })
  const probing = new Promise<void>((asked) => {
    proxy.rule = ({ method, url }) => {
      if (method !== 'HEAD' || !url.startsWith(`/${bucket}/k`)) return 'pass'
      asked()
      return 'hang'
    }
  })
  const child = spawn(
    process.execPath,
    [resolve('jobs/constat.ts'), 'reconcile', '--config', config, '--run', run],
    {
      env: { ...process.env, ...estate.environment },
    },
  )
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }))
  await probing
  return { config, child, ended, proxy }
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s: 130, and it says how to go on', async (signal) => {
  const { child, ended, proxy } = await standingRun(signal)
  child.kill(signal)
  expect(await ended).toEqual({
    code: 130,
    stderr: expect.stringMatching(
      /interrupted: saving what was established; a second signal leaves at once.*--resume/s,
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
  const again = { code: 2, stderr: expect.stringMatching(/there is a run in .*both already.*--run/s) }
  expect(await job('reconcile', '--config', config, '--run', 'both')).toMatchObject(again)
  const open = {
    code: 2,
    stderr: expect.stringMatching(/is open in another process.*wait for it, or name another/s),
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
      /cannot be written: ENOTDIR.*set output\.folder to a folder that can be written/s,
    ),
  })
})

test('a run store that is cut short is refused with 2 wherever it is opened, or had lost nothing that counts', async () => {
  const config = configured()
  expect(await job('reconcile', '--config', config, '--run', 'whole')).toMatchObject({ code: 1 })
  const whole = join(runFolder('whole'), 'run.duckdb')
  const { size } = statSync(whole)
  const refused: number[] = []
  for (const [n, length] of [0, 100, 4096, 12_288, size >> 2, size >> 1, size - 4096, size - 1].entries()) {
    const folder = runFolder(`cut-${n}`)
    mkdirSync(folder)
    copyFileSync(whole, join(folder, 'run.duckdb'))
    truncateSync(join(folder, 'run.duckdb'), length)
    const report = () =>
      reReport(join(estate.folder, 'out'), folder, { locale: 'en', csv: 'rfc4180' }, silentJournal)
    for (const again of [report, () => attempt(config, folder, true)]) {
      const failure = await again().then(
        () => undefined,
        (error: unknown) => error,
      )
      if (failure === undefined) {
        // The end of the file may be a part that holds nothing.
        expect(readSummaryFile(folder).kinds['offer']?.files).toMatchObject({ intact: 90, missing: 10 })
        continue
      }
      const told = {
        exitCode: 2,
        message: expect.stringContaining(folder),
        advice: expect.stringContaining('new run'),
      }
      expect(failure, `cut at ${length} of ${size}`).toMatchObject(told)
      refused.push(length)
    }
  }
  expect(refused.filter((length) => length <= size >> 1)).toHaveLength(12)
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
      /the version of constat changed since the run in .*older began.*start a new run/s,
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
      stderr: expect.stringMatching(/internal error: planted.*please report it/s),
    })
    rmSync(runFolder('r70'), { recursive: true, force: true })
  },
)

test.each(['expectations', 'inventory', 'match', 'probe', 'recover', 'analysis', 'reports'])(
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
