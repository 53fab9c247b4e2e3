import { resolve } from 'node:path'
import { loadConfig } from '../src/config/load.ts'
import { reReport } from '../src/run/re-report.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'

export type ReportOptions = {
  config?: string | undefined
  run?: string | undefined
  locale?: 'fr' | 'en' | undefined
  csv?: 'office' | 'rfc4180' | undefined
}

/** `constat report`: the reports of a finished run again, in another language or dialect. */
export async function reportJob(options: ReportOptions): Promise<ExitCode> {
  const output = options.config === undefined ? undefined : loadConfig(options.config).config.output
  const summary = await reReport(output?.folder ?? resolve('out'), options.run, {
    locale: options.locale ?? output?.locale ?? 'fr',
    csv: options.csv ?? output?.csv ?? 'office',
  })
  process.stdout.write(`${summary}\n`)
  return EXIT.nothingLost
}
