import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DOCUMENTS } from '../../../reports/catalogue/documents.ts'
import { forgetLists } from '../../../reports/collectivity-files/forget.ts'
import { COMPARISON_REPORTS } from '../../../reports/comparison.ts'
import { TABLE_REPORTS } from '../../../reports/index.ts'
import { foldersOf, LIST_NAME } from '../../attest/folders.ts'
import { ROWS_FILE } from '../../store/copy-text.ts'
import { RUN_STORE } from '../run-folder.ts'

/** Lists of which no row is about a person, nor about a file that a person named. All others go. */
const FIGURES = [
  'collectivities',
  'consultations',
  'years',
  'loss-weeks',
  'loss-prefixes',
  'loss-clusters',
  'storage-classes',
  'verification',
  'compare',
]

/** Certificates tell figures alone; the lists beside them name files. */
const KEPT = [
  RUN_STORE,
  'summary.json',
  'summary.html',
  'attestations',
  ...FIGURES.map((name) => `${name}.csv`),
]

/** A report that was being written when its run ended is as personal as a whole one. */
const MADE = new RegExp(
  `^((${[...TABLE_REPORTS, ...COMPARISON_REPORTS].map(({ name }) => name).join('|')})\\.(csv|xlsx|parquet)|index\\.html|.*\\.part)$`,
)

/**
 * Removes the reports that name people, or files as people named them.
 *
 * @returns how many files were removed, and what constat did not make and so leaves there
 */
export function purgeFolder(folder: string): { removed: number; leftAlone: string[] } {
  const before = filesIn(folder)
  forgetLists(folder)
  forgetCertificateLists(folder)
  for (const name of readdirSync(folder)) {
    if (!KEPT.includes(name) && isMade(name)) rmSync(join(folder, name), { recursive: true })
  }
  const left = readdirSync(folder).filter((name) => !KEPT.includes(name))
  return { removed: before - filesIn(folder), leftAlone: left }
}

function isMade(name: string): boolean {
  return (
    MADE.test(name) ||
    ROWS_FILE.test(name) ||
    (!FOLDERS.includes(name) && DOCUMENTS.some(({ files }) => files.test(name)))
  )
}

/** What lies in them is looked at file by file. */
const FOLDERS = ['collectivities', 'attestations']

function forgetCertificateLists(folder: string): void {
  const { final, partial } = foldersOf(folder)
  rmSync(partial, { recursive: true, force: true })
  if (!existsSync(final)) return
  for (const name of readdirSync(final)) if (LIST_NAME.test(name)) rmSync(join(final, name))
}

function filesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length
}
