import type { OutputConfig } from '../config/schema.ts'
import type { RunStore } from '../store/run-store.ts'
import type { Journal } from '../vocabulary/journal.ts'
import { emptyFolder, finishIssues, foldersOf, runName } from './folders.ts'
import { certifiedBefore, giveNumbers } from './number.ts'
import { readStatements } from './read-statements.ts'
import { type Entry, readRegister, writeRegister } from './register.ts'
import { lockRegister } from './register-lock.ts'
import { readRunFacts } from './run-facts.ts'
import { subjectKey } from './statement.ts'
import type { Template } from './template/template.ts'
import { writeCertificates } from './write-certificates.ts'
import { writeIndex } from './write-index.ts'

export type Issue = {
  store: RunStore
  runFolder: string
  /** `folder` is where the register is. */
  output: OutputConfig
  template: Template
  journal: Journal
  now: Date
}

export type Issued = {
  folder: string
  /** The certificates of the run, as the register has them. */
  entries: Entry[]
  /** How many of these were issued just now. */
  fresh: number
}

/**
 * Issues the certificates of a run. A certificate is issued by being in the register: its PDF and its list are written
 * beside the folder of the run's certificates before, and moved there after. So a crash leaves neither a gap nor a
 * number given twice, and the next attest moves what a crash left.
 *
 * @throws Failure (2) when another process is issuing, or a later run of the incident was certified
 */
export async function issueCertificates(issue: Issue): Promise<Issued> {
  const { store, runFolder, output, template, journal, now } = issue
  using _lock = lockRegister(output.folder)
  const register = readRegister(output.folder)
  finishIssues(output.folder, register)
  const folders = foldersOf(runFolder)
  emptyFolder(folders.partial)

  journal.stage('attest')
  journal.step('statements')
  const { incident, run } = await readRunFacts(store)
  const before = certifiedBefore(register, incident, run.finished_at)
  const drafts = await readStatements(store, before, folders.partial)
  const numbered = giveNumbers(
    register,
    drafts.map(({ statement }) => statement),
    { run: runName(runFolder, output.folder), template: template.digest, now },
  ).map((it, i) => ({ ...it, list: drafts[i]?.list ?? '' }))
  const entries = await writeCertificates(numbered, folders, issue)
  const registered = merged(register, entries)
  writeRegister(output.folder, registered)
  finishIssues(output.folder, registered)
  await writeIndex(folders.final, numbered, output)
  tellUnknown(register, drafts, before, journal)
  const fresh = numbered.filter(({ issued }) => issued === undefined).length
  journal.finished({ certificates: entries.length, fresh })
  return { folder: folders.final, entries, fresh }
}

/** The register with these entries: those it had are replaced where they stand, new ones come after all others. */
function merged(register: readonly Entry[], entries: readonly Entry[]): Entry[] {
  return [...new Map([...register, ...entries].map((entry) => [entry.number, entry])).values()]
}

/** A certificate whose subject is in this run no more is replaced by none; people should know of it. */
function tellUnknown(
  register: readonly Entry[],
  drafts: Awaited<ReturnType<typeof readStatements>>,
  before: ReturnType<typeof certifiedBefore>,
  journal: Journal,
): void {
  const known = new Set(drafts.map(({ statement }) => subjectKey(statement.subject)))
  const unknown = new Set(before.map(subjectKey).filter((key) => !known.has(key)))
  const numbers = register
    .filter(({ subject }) => unknown.has(subjectKey(subject)))
    .map(({ number }) => number)
  if (numbers.length > 0)
    journal.warn(
      `what these certificates are about is in this run no more, they stand as they are: ${numbers.join(', ')}`,
    )
}
