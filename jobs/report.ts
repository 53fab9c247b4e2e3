import { resolve } from 'node:path'
import { readTemplate } from '../reports/messages/template.ts'
import { loadConfig } from '../src/config/load.ts'
import type { Config } from '../src/config/schema.ts'
import { reReport } from '../src/run/re-report.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { journalFor } from './journal.ts'
import { print } from './printable.ts'

export type ReportOptions = {
  config?: string | undefined
  run?: string | undefined
  locale?: 'fr' | 'en' | undefined
  csv?: 'office' | 'rfc4180' | undefined
  followUp: string[]
}

/** `constat report`: the reports of a finished run again, in another language or dialect. */
export async function reportJob(options: ReportOptions): Promise<ExitCode> {
  const config = options.config === undefined ? undefined : loadConfig(options.config).config
  print(process.stdout, await written(options, config))
  return EXIT.nothingLost
}

/** Tells how it comes along when that takes long; what it tells in the end is the summary alone. */
async function written(options: ReportOptions, config: Config | undefined): Promise<string> {
  using journal = journalFor({ quiet: false, json: false })
  const untilDone = { ...journal, finished() {} }
  const output = config?.output
  const path = config?.messages.template
  const template = path === undefined ? undefined : readTemplate(path)
  const folder = output?.folder ?? resolve('out')
  const locale = options.locale ?? output?.locale ?? 'fr'
  return await reReport(
    folder,
    options.run,
    { locale, csv: options.csv ?? output?.csv ?? 'office', template },
    untilDone,
    options.followUp,
  )
}
