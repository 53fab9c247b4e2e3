import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LoadedConfig, loadConfig } from '../src/config/load.ts'
import type { VerifyMode } from '../src/config/schema.ts'
import { type AcceptedGuard, parseAcceptedGuard } from '../src/run/accepted-guard.ts'
import { type Reconciliation, reconcile } from '../src/run/reconcile.ts'
import { parseVerify } from '../src/run/verify-option.ts'
import type { ExitCode } from '../src/vocabulary/exit-code.ts'
import { INTERRUPTED, interruptible } from './interruption.ts'
import { journalFor } from './journal.ts'
import { print } from './printable.ts'

export type ReconcileOptions = {
  config: string
  run?: string | undefined
  resume: boolean
  acceptGuard: string[]
  verify?: string | undefined
  followUp: string[]
  quiet: boolean
  json: boolean
}

/** `constat reconcile`: one run, from the configuration to the reports. */
export async function reconcileJob(options: ReconcileOptions): Promise<ExitCode> {
  const loaded = loadConfig(options.config)
  const acceptedGuards = options.acceptGuard.map(parseAcceptedGuard)
  const verify = options.verify === undefined ? undefined : parseVerify(options.verify)
  const { folder, exitCode, summary } = await reconciled(loaded, { acceptedGuards, verify }, options)
  if (options.json) print(process.stdout, readFileSync(join(folder, 'summary.json'), 'utf8').trimEnd())
  else if (!options.quiet) print(process.stdout, `${summary}\n  ${folder}`)
  return exitCode
}

async function reconciled(
  loaded: LoadedConfig,
  parsed: { acceptedGuards: AcceptedGuard[]; verify: VerifyMode | undefined },
  options: ReconcileOptions,
): Promise<Reconciliation> {
  using journal = journalFor(options)
  const { run, resume, followUp } = options
  return await interruptible(
    (signal) => reconcile(loaded, { run, resume, followUp, ...parsed, journal, signal }),
    () => journal.warn(INTERRUPTED),
  )
}
