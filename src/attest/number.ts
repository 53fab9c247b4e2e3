import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Entry } from './register.ts'
import { type Statement, type SubjectId, statementDigest, subjectId, subjectKey } from './statement.ts'

/** What is to be issued: an entry of the register but for its PDF. `issued` says that it was before. */
export type Numbered = {
  statement: Statement
  entry: Omit<Entry, 'pdfs'>
  issued: Entry | undefined
}

/**
 * Gives each statement its number: the one that it has already, or else the next one of the year. What was issued for
 * another state of the same subject, in the same incident, is replaced.
 *
 * @param run the folder that the register names
 * @param now the time of issue; its year, in the incident's zone, begins the number
 * @throws Failure (2) when a later run of the incident was certified: its certificates are not replaced by older ones
 */
export function giveNumbers(
  register: readonly Entry[],
  statements: readonly Statement[],
  options: { run: string; template: string; now: Date },
): Numbered[] {
  const known = new Map(register.map((entry) => [identity(entry), entry]))
  const latest = new Map(register.map((entry) => [subjectIn(entry.incident, entry.subject), entry.number]))
  const year = yearOf(options.now, statements[0]?.time_zone ?? 'UTC')
  let last = register
    .filter(({ number }) => number.startsWith(`${year}-`))
    .reduce((most, { number }) => Math.max(most, sequence(number)), 0)
  return statements.map((statement) => {
    const { incident, run, files } = statement
    const digest = statementDigest(statement, options.template)
    const issued = known.get(identity({ incident, subject: statement.subject, statement: digest }))
    if (issued !== undefined) return { statement, entry: withoutPdfs(issued), issued }
    refuseOlderRun(register, statement)
    last += 1
    return {
      statement,
      issued,
      entry: {
        number: `${year}-${String(last).padStart(4, '0')}`,
        issued_at: options.now.toISOString(),
        incident,
        subject: subjectId(statement.subject),
        run: { folder: options.run, started_at: run.started_at, finished_at: run.finished_at },
        statement: digest,
        list: files.sha256,
        replaces: latest.get(subjectIn(incident, statement.subject)) ?? null,
      },
    }
  })
}

/** @returns the subjects of an incident that were certified from runs before this one */
export function certifiedBefore(
  register: readonly Entry[],
  incident: string,
  finishedAt: string,
): SubjectId[] {
  const earlier = register.filter(
    (entry) => entry.incident === incident && entry.run.finished_at < finishedAt,
  )
  const subjects = earlier.map(({ subject }) => subject)
  return [...new Map(subjects.map((subject) => [subjectKey(subject), subject])).values()]
}

function refuseOlderRun(register: readonly Entry[], { incident, run }: Statement): void {
  const later = register.find((it) => it.incident === incident && it.run.finished_at > run.finished_at)
  if (later === undefined) return
  throw new Failure(
    EXIT.usage,
    `a later run of this incident was certified (${later.run.folder}, number ${later.number})`,
    'certify the latest run; certificates that this run has already are written again without a new number',
  )
}

function subjectIn(incident: string, subject: SubjectId): string {
  return JSON.stringify([incident, subjectKey(subject)])
}

function identity(it: { incident: string; subject: SubjectId; statement: string }): string {
  return JSON.stringify([subjectIn(it.incident, it.subject), it.statement])
}

function withoutPdfs({ pdfs: _, ...entry }: Entry): Omit<Entry, 'pdfs'> {
  return entry
}

function sequence(number: string): number {
  return Number(number.slice(5))
}

function yearOf(time: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(time)
}
