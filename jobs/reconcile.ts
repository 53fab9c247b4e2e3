import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../src/config/load.ts'
import { parseAcceptedGuard } from '../src/run/accepted-guard.ts'
import { reconcile } from '../src/run/reconcile.ts'
import { parseVerify } from '../src/run/verify-option.ts'
import type { ExitCode } from '../src/vocabulary/exit-code.ts'
import { interruptible } from './interruption.ts'
import { journalFor } from './journal.ts'

export type ReconcileOptions = {
  config: string
  run?: string | undefined
  resume: boolean
  acceptGuard: string[]
  verify?: string | undefined
  quiet: boolean
  json: boolean
}

/** `constat reconcile`: one run, from the configuration to the reports. */
export async function reconcileJob(options: ReconcileOptions): Promise<ExitCode> {
  const loaded = loadConfig(options.config)
  const acceptedGuards = options.acceptGuard.map(parseAcceptedGuard)
  const { folder, exitCode, summary } = await interruptible((signal) =>
    reconcile(loaded, {
      run: options.run,
      resume: options.resume,
      acceptedGuards,
      verify: options.verify === undefined ? undefined : parseVerify(options.verify),
      journal: journalFor(options),
      signal,
    }),
  )
  if (options.json) process.stdout.write(readFileSync(join(folder, 'summary.json'), 'utf8'))
  else if (!options.quiet) process.stdout.write(`${summary}\n  ${folder}\n`)
  return exitCode
}
