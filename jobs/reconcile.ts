import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LoadedConfig, loadConfig } from '../src/config/load.ts'
import { type AcceptedGuard, parseAcceptedGuard } from '../src/run/accepted-guard.ts'
import { type Reconciliation, reconcile } from '../src/run/reconcile.ts'
import type { ExitCode } from '../src/vocabulary/exit-code.ts'
import { INTERRUPTED, interruptible } from './interruption.ts'
import { journalFor } from './journal.ts'
import { print } from './printable.ts'

export type ReconcileOptions = {
  config: string
  run?: string | undefined
  resume: boolean
  acceptGuard: string[]
  quiet: boolean
  json: boolean
}

/** `constat reconcile`: one run, from the configuration to the reports. */
export async function reconcileJob(options: ReconcileOptions): Promise<ExitCode> {
  const loaded = loadConfig(options.config)
  const acceptedGuards = options.acceptGuard.map(parseAcceptedGuard)
  const { folder, exitCode, summary } = await reconciled(loaded, acceptedGuards, options)
  if (options.json) print(process.stdout, readFileSync(join(folder, 'summary.json'), 'utf8').trimEnd())
  else if (!options.quiet) print(process.stdout, `${summary}\n  ${folder}`)
  return exitCode
}

async function reconciled(
  loaded: LoadedConfig,
  acceptedGuards: AcceptedGuard[],
  options: ReconcileOptions,
): Promise<Reconciliation> {
  using journal = journalFor(options)
  const { run, resume } = options
  return await interruptible(
    (signal) => reconcile(loaded, { run, resume, acceptedGuards, journal, signal }),
    () => journal.warn(INTERRUPTED),
  )
}
