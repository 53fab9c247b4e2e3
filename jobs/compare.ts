import { resolve } from 'node:path'
import { loadConfig } from '../src/config/load.ts'
import type { OutputConfig } from '../src/config/schema.ts'
import { compareRuns } from '../src/run/compare.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { journalFor } from './journal.ts'
import { print } from './printable.ts'

export type CompareOptions = {
  config?: string | undefined
  into?: string | undefined
  locale?: 'fr' | 'en' | undefined
  csv?: 'office' | 'rfc4180' | undefined
}

/** `constat compare`: what changed from one finished run to the next. */
export async function compareJob(runs: string[], options: CompareOptions): Promise<ExitCode> {
  const output = options.config === undefined ? undefined : loadConfig(options.config).config.output
  const { folder, summary } = await compared(runs, options, output)
  print(process.stdout, `${summary}\n${folder}`)
  return EXIT.nothingLost
}

async function compared(runs: string[], options: CompareOptions, output: OutputConfig | undefined) {
  using journal = journalFor({ quiet: false, json: false })
  const dialect = {
    locale: options.locale ?? output?.locale ?? 'fr',
    csv: options.csv ?? output?.csv ?? 'office',
  }
  const into = options.into === undefined ? undefined : resolve(options.into)
  return await compareRuns(output?.folder ?? resolve('out'), runs, dialect, journal, into)
}
