import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { loadConfig } from '../../../src/config/load.ts'
import { reconcile } from '../../../src/run/reconcile.ts'
import { Failure, messageOf } from '../../../src/vocabulary/failure.ts'
import { silentJournal } from '../../../src/vocabulary/journal.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { startPostgresProxy } from '../../support/postgres-proxy.ts'
import type { Fault, Wire } from './fault.ts'
import { startImpostor } from './impostor.ts'
import { judge } from './judge.ts'
import { seeded } from './seeded.ts'
import type { World } from './world.ts'

export type Tried = {
  code: number
  /** What was told: warnings, and the message and advice of a failure. */
  told: string[]
  /** What was said of objects and is not so. */
  wrong: string[]
  unknown: number
  /** How many answers of storage the fault changed. */
  injected: number
  evidence: string
  /** Where the run was gone on with once the fault was over: how it ended then. */
  resumed: { code: number; wrong: string[]; unknown: number } | undefined
}

/**
 * A whole run with a fault on the wire.
 *
 * @param resumes is it gone on with, without the fault, where it did not settle everything?
 */
export async function runTry(world: World, fault: Fault, seed: number, resumes: boolean): Promise<Tried> {
  await using opened = new AsyncDisposableStack()
  const s3 = opened.adopt(await startFaultProxy(world.endpoint), (it) => it.close())
  const database = opened.adopt(await startPostgresProxy(world.databaseUrl), (it) => it.close())
  const folder = mkdtempSync(join(tmpdir(), 'constat-fault-'))
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const at = { s3: s3.endpoint, database: database.url }
  if (fault.impostor !== undefined) {
    const { port } = opened.adopt(await startImpostor(fault.impostor), (it) => it.close())
    if (fault.impostor === 'storage') at.s3 = `https://127.0.0.1:${port}`
    else at.database = `postgres://constat@127.0.0.1:${port}/postgres?sslmode=verify-full`
  }
  const config = configure(world, folder, at, fault)
  let stage = ''
  const wire: Wire = { s3, database, world, random: seeded(seed), stage: () => stage }
  const told: string[] = []
  const run = async (resume: boolean): Promise<Omit<Tried, 'resumed' | 'told' | 'injected'>> => {
    try {
      const { folder: into, exitCode } = await reconcile(loadConfig(config), {
        run: 'r',
        resume,
        acceptedGuards: [],
        journal: {
          ...silentJournal,
          stage: (name) => {
            stage = name
            wire.onStage?.(name)
          },
          warn: (message) => told.push(message),
        },
        signal: new AbortController().signal,
      })
      return { code: exitCode, ...(await judge(into, world.promised)) }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      told.push(messageOf(error), error.advice)
      return { code: error.exitCode, wrong: [], unknown: 0, evidence: '' }
    }
  }
  await world.ready()
  await fault.plant(wire)
  const first = await run(false)
  await wire.over?.()
  const injected = s3.requests.filter(({ fault, changed = true }) => fault !== 'pass' && changed).length
  const canResume = resumes && [3, 4].includes(first.code) && existsSync(join(folder, 'out/r/run.duckdb'))
  if (!canResume) return { ...first, injected, told, resumed: undefined }
  const saidFirst = [...told]
  wire.onStage = () => {}
  s3.rule = () => 'pass'
  database.rule = () => 'pass'
  database.refuses = false
  await world.ready()
  const second = await run(true)
  return { ...first, injected, told: saidFirst, resumed: second }
}

function configure(
  world: World,
  folder: string,
  at: { s3: string; database: string },
  { verification = 'sample:20', store = {} }: Fault,
): string {
  const { accessKeyId: access_key_id, secretAccessKey: secret_access_key } = world.credential
  const s3 = { type: 's3', endpoint: at.s3, access_key_id, secret_access_key, timeout_seconds: 2 }
  const path = join(folder, 'constat.yaml')
  const services = [
    { name: 'All', kinds: ['offer', 'dce'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' },
  ]
  const text = stringify({
    incident: { name: 'Faults', time_zone: 'Europe/Paris', issuer: 'Tests', services },
    marketplace: { url: at.database, mapping: world.mapping },
    storage: {
      primary: [{ ...s3, bucket: 'primary', versions: false, ...store }],
      recovery: [{ ...s3, bucket: 'replica', name: 'replica' }],
      list_ranges: 3,
      list_concurrency: 3,
      probe_concurrency: 16,
    },
    verification: { mode: verification },
    engine: { memory_mib: 256, threads: 1 },
    output: { folder: 'out', locale: 'en', csv: 'rfc4180' },
  })
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
