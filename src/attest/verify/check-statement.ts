import type { RunStore } from '../../store/run-store.ts'
import { readStatements } from '../read-statements.ts'
import { type Certificate, type Statement, statementSchema, subjectId, subjectKey } from '../statement.ts'
import { type Check, passed, refused } from './check.ts'
import { differencesOf } from './difference.ts'

const MOST_SHOWN = 10

/** Does the run store still give the figures, the dates and the digest of the list that the certificate states? */
export async function checkStatement(store: RunStore, certificate: Certificate): Promise<Check[]> {
  const { subject } = certificate
  const drafts = await readStatements(store, [subjectId(subject)], undefined)
  const found = drafts.find(({ statement }) => subjectKey(statement.subject) === subjectKey(subject))
  if (found === undefined) return [refused('the run', `knows nothing of this ${subject.type}`)]
  const { number: _, issued_at: __, replaces: ___, template: ____, tables: _____, ...stated } = certificate
  return [
    ...compared('the figures', withoutList(stated), withoutList(found.statement)),
    ...compared('digest and length of the list', stated.files, found.statement.files),
  ]
}

function compared(about: string, certificate: unknown, run: unknown): Check[] {
  const differences = differencesOf(certificate, run)
  if (differences.length === 0) return [passed(about, 'agree with the run store')]
  return differences.slice(0, MOST_SHOWN).map((difference) => refused(about, `do not agree: ${difference}`))
}

function withoutList(statement: Statement): Omit<Statement, 'files'> {
  const { files: _, ...rest } = statementSchema.parse(statement)
  return rest
}
