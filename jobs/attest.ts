import { loadConfig } from '../src/config/load.ts'
import type { Config } from '../src/config/schema.ts'
import { attest, verifyAttestation } from '../src/run/attest.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { journalFor } from './journal.ts'
import { print } from './printable.ts'

export type AttestOptions = {
  config: string
  run?: string | undefined
  verify?: string | undefined
  quiet: boolean
}

/** `constat attest`: issues the incident certificates of a finished run, or says whether one is as it was issued. */
export async function attestJob(options: AttestOptions): Promise<ExitCode> {
  const { config } = loadConfig(options.config)
  if (options.verify !== undefined) return await verified(config, options.verify, options)
  const { folder, entries, fresh } = await issued(config, options)
  if (!options.quiet)
    print(process.stdout, `  ${entries.length} certificates, ${fresh} of them new\n  ${folder}`)
  return EXIT.nothingLost
}

async function issued(config: Config, { run, quiet }: AttestOptions) {
  using journal = journalFor({ quiet, json: false })
  return await attest(config, run, journal)
}

async function verified(config: Config, file: string, { run, quiet }: AttestOptions): Promise<ExitCode> {
  const { accepted, checks } = await verifyAttestation(config, file, run)
  const lines = checks.map(({ ok, about, found }) => `  ${ok ? 'ok     ' : 'refused'} ${about} ${found}`)
  if (!quiet) print(process.stdout, [`${file}: ${accepted ? 'accepted' : 'refused'}`, ...lines].join('\n'))
  return accepted ? EXIT.nothingLost : EXIT.losses
}
