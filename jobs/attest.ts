import { loadConfig } from '../src/config/load.ts'
import { attest } from '../src/run/attest.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { journalFor } from './journal.ts'
import { print } from './printable.ts'

export type AttestOptions = {
  config: string
  run?: string | undefined
  quiet: boolean
}

/** `constat attest`: the incident certificates of a finished run. */
export async function attestJob(options: AttestOptions): Promise<ExitCode> {
  const { config } = loadConfig(options.config)
  const { folder, entries, fresh } = await issued()
  if (!options.quiet)
    print(process.stdout, `${entries.length} certificates, ${fresh} of them new\n  ${folder}`)
  return EXIT.nothingLost

  async function issued() {
    using journal = journalFor({ quiet: options.quiet, json: false })
    return await attest(config, options.run, journal)
  }
}
