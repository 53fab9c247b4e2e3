import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutputConfig } from '../src/config/schema.ts'
import type { Locale } from '../src/render/column.ts'
import { writeCsv } from '../src/render/csv.ts'
import { dialectOf } from '../src/render/dialect.ts'
import { writeWhole } from '../src/render/whole-file.ts'
import { writeWorkbook } from '../src/render/xlsx.ts'
import type { RunStore } from '../src/store/run-store.ts'
import type { Journal } from '../src/vocabulary/journal.ts'
import { report as anomalies } from './anomalies/report.ts'
import { report as buyerConsultations } from './buyer-consultations/report.ts'
import { report as buyers } from './buyers/report.ts'
import { writeCatalogue } from './catalogue/catalogue.ts'
import { report as changes } from './changes/report.ts'
import { report as collectivities } from './collectivities/report.ts'
import { forgetLists } from './collectivity-files/forget.ts'
import { writeFileLists } from './collectivity-files/write.ts'
import { COMPARISON_REPORTS } from './comparison.ts'
import { report as consultations } from './consultations/report.ts'
import { report as deadlines } from './deadlines/report.ts'
import { report as files } from './files/report.ts'
import { report as findings } from './findings/report.ts'
import { countKept, holdFollowUps } from './follow-up/hold.ts'
import { readFollowUps } from './follow-up/read.ts'
import { report as followUpKept } from './follow-up-kept/report.ts'
import { report as lossClusters } from './loss-clusters/report.ts'
import { report as lossPrefixes } from './loss-prefixes/report.ts'
import { report as lossWeeks } from './loss-weeks/report.ts'
import { readOccasion } from './messages/occasion.ts'
import { writeDrafts } from './messages/write.ts'
import { report as orphans } from './orphans/report.ts'
import { report as recoveryPlan } from './recovery-plan/report.ts'
import { writeRecoveryScript } from './recovery-plan/script.ts'
import type { TableReport } from './report.ts'
import { report as retransmit } from './retransmit/report.ts'
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
  followUpKept,
  deadlines,
  retransmit,
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

export type ReportOptions = Pick<OutputConfig, 'locale' | 'csv'> & {
  /** The text of the messages to contacts, instead of the run's. */
  template?: string | undefined
}

/**
 * Writes every report of a finished run into its folder, from the run store and what support noted.
 *
 * @param followUp lists that support gives back with its notes
 * @returns the summary for the terminal
 */
export async function writeReports(
  store: RunStore,
  folder: string,
  output: ReportOptions,
  journal: Journal,
  followUp: readonly string[] = [],
): Promise<string> {
  journal.stage('reports')
  journal.step('summary')
  const summary = await readSummary(store)
  await writeWhole(join(folder, 'summary.json'), (path) =>
    writeFile(path, `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 }),
  )
  await takeUpNotes(store, folder, followUp, journal)
  const dialect = dialectOf(output.csv, output.locale, summary.incident.time_zone)
  for (const report of TABLE_REPORTS) {
    const { name, columns, parquet } = report
    journal.step(name)
    const select = selectOf(report)
    await writeCsv(join(folder, `${name}.csv`), columns, store.stream(select), dialect)
    if (parquet === true)
      await writeWhole(join(folder, `${name}.parquet`), (path) => store.exportParquet(select, path))
    await writeXlsxOf(report, store, folder, output.locale, summary.incident.time_zone)
  }
  journal.step('collectivities')
  forgetLists(folder)
  await writeFileLists(store, folder, dialect)
  await writeDrafts(store, folder, await readOccasion(store, output.locale, output.template))
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

function selectOf({ rows }: TableReport): string {
  return readFileSync(rows, 'utf8')
}

async function writeXlsxOf(
  { name, xlsx, ...report }: TableReport,
  store: RunStore,
  folder: string,
  locale: Locale,
  timeZone: string,
): Promise<void> {
  if (xlsx === undefined) return
  const sheets = [{ sheet: xlsx.sheet, report: { name, ...report } }, ...(xlsx.further ?? [])]
  await writeWorkbook(
    join(folder, `${name}.xlsx`),
    sheets.map(({ sheet, report }) => ({
      name: sheet[locale],
      columns: report.columns,
      batches: store.stream(selectOf(report)),
    })),
    locale,
    timeZone,
  )
}

async function takeUpNotes(
  store: RunStore,
  folder: string,
  followUp: readonly string[],
  journal: Journal,
): Promise<void> {
  await holdFollowUps(store, await readFollowUps(folder, followUp))
  const kept = await countKept(store)
  if (kept > 0)
    journal.warn(
      `${kept} notes are of contacts who are no longer affected: they are kept in follow-up-kept.csv`,
    )
}

/** Writes anew what the files of a run's folder are, when something was added to it. */
export async function describeFolder(
  store: RunStore,
  folder: string,
  locale: OutputConfig['locale'],
): Promise<void> {
  await writeCatalogue(store, folder, locale, await readSummary(store), TABLE_REPORTS, COMPARISON_REPORTS)
}
