import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutputConfig } from '../src/config/schema.ts'
import { writeCsv } from '../src/render/csv.ts'
import { dialectOf } from '../src/render/dialect.ts'
import { writeWhole } from '../src/render/whole-file.ts'
import type { RunStore } from '../src/store/run-store.ts'
import type { Journal } from '../src/vocabulary/journal.ts'
import { report as anomalies } from './anomalies/report.ts'
import { report as buyerConsultations } from './buyer-consultations/report.ts'
import { report as buyers } from './buyers/report.ts'
import { writeCatalogue } from './catalogue/catalogue.ts'
import { report as changes } from './changes/report.ts'
import { report as collectivities } from './collectivities/report.ts'
import { COMPARISON_REPORTS } from './comparison.ts'
import { report as consultations } from './consultations/report.ts'
import { report as files } from './files/report.ts'
import { report as findings } from './findings/report.ts'
import { report as lossClusters } from './loss-clusters/report.ts'
import { report as lossPrefixes } from './loss-prefixes/report.ts'
import { report as lossWeeks } from './loss-weeks/report.ts'
import { report as orphans } from './orphans/report.ts'
import { report as recoveryPlan } from './recovery-plan/report.ts'
import { writeRecoveryScript } from './recovery-plan/script.ts'
import type { TableReport } from './report.ts'
import { report as storageClasses } from './storage-classes/report.ts'
import { readSummary } from './summary/summary.ts'
import { renderTerminal } from './summary/terminal.ts'
import { findEarlierRuns } from './summary-page/earlier-runs.ts'
import { renderPage } from './summary-page/page.ts'
import { readPageData } from './summary-page/page-data.ts'
import { report as verification } from './verification/report.ts'
import { report as withoutContact } from './without-contact/report.ts'
import { report as years } from './years/report.ts'

/** Every report made of rows. To add one: a folder and a line here. */
export const TABLE_REPORTS: readonly TableReport[] = [
  collectivities,
  consultations,
  years,
  findings,
  files,
  buyers,
  buyerConsultations,
  withoutContact,
  anomalies,
  orphans,
  recoveryPlan,
  changes,
  lossClusters,
  lossPrefixes,
  lossWeeks,
  storageClasses,
  verification,
]

/**
 * Writes every report of a finished run into its folder, from the run store alone.
 *
 * @returns the summary for the terminal
 */
export async function writeReports(
  store: RunStore,
  folder: string,
  output: Pick<OutputConfig, 'locale' | 'csv'>,
  journal: Journal,
): Promise<string> {
  journal.stage('reports')
  journal.step('summary')
  const summary = await readSummary(store)
  await writeWhole(join(folder, 'summary.json'), (path) =>
    writeFile(path, `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 }),
  )
  const dialect = dialectOf(output.csv, output.locale, summary.incident.time_zone)
  for (const { name, rows, columns, parquet } of TABLE_REPORTS) {
    journal.step(name)
    const select = readFileSync(rows, 'utf8')
    await writeCsv(join(folder, `${name}.csv`), columns, store.stream(select), dialect)
    if (parquet === true)
      await writeWhole(join(folder, `${name}.parquet`), (path) => store.exportParquet(select, path))
  }
  journal.step('summary.html')
  const page = await renderPage(
    await readPageData(store, summary, findEarlierRuns(folder, summary)),
    output.locale,
  )
  await writeWhole(join(folder, 'summary.html'), (path) => writeFile(path, page, { mode: 0o600 }))
  journal.step('recover.sh')
  await writeRecoveryScript(store, folder)
  journal.step('index.html')
  await writeCatalogue(store, folder, output.locale, summary, TABLE_REPORTS, COMPARISON_REPORTS)
  journal.finished({ tables: TABLE_REPORTS.length })
  return renderTerminal(summary, output.locale)
}

/** Writes anew what the files of a run's folder are, when something was added to it. */
export async function describeFolder(
  store: RunStore,
  folder: string,
  locale: OutputConfig['locale'],
): Promise<void> {
  await writeCatalogue(store, folder, locale, await readSummary(store), TABLE_REPORTS, COMPARISON_REPORTS)
}
