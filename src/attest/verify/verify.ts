import type { RunStore } from '../../store/run-store.ts'
import { ATTACHMENT } from '../fill.ts'
import type { Entry } from '../register.ts'
import {
  type Certificate,
  certificateSchema,
  statementDigest,
  statementSchema,
  subjectKey,
} from '../statement.ts'
import { type Check, passed, refused } from './check.ts'
import { checkFile } from './check-file.ts'
import { checkListBeside } from './check-list.ts'
import { checkPages } from './check-pages.ts'
import { checkStatement } from './check-statement.ts'
import { type PdfSeen, readPdf } from './read-pdf.ts'

export type Verification = { accepted: boolean; checks: Check[] }

/**
 * Holds a certificate against the register, the run store, the list beside it, and its pages against what it states.
 * Whatever cannot be established is refused.
 *
 * @param file where the bytes are from; the list is looked for beside it
 * @param openRun opens the run store that an entry of the register names, or the one that the operator named
 */
export async function verifyCertificate(
  bytes: Uint8Array,
  file: string,
  register: readonly Entry[],
  openRun: (entry: Entry) => Promise<RunStore>,
): Promise<Verification> {
  const seen = await readPdf(bytes)
  if (seen === undefined) return verdict([refused('the file', 'is no PDF that can be read to its end')])
  const certificate = statedBy(seen)
  if (certificate === undefined)
    return verdict([refused('the file', `carries no ${ATTACHMENT} that a certificate of constat carries`)])
  const entry = register.find(({ number }) => number === certificate.number)
  if (entry === undefined)
    return verdict([refused('the register', `has no certificate ${certificate.number}`)])
  const store = await openRun(entry)
  try {
    return verdict([
      checkRegister(register, entry, certificate),
      await checkFile(bytes, seen, entry),
      ...(await checkStatement(store, certificate)),
      ...checkListBeside(file, certificate),
      checkPages(seen, certificate),
    ])
  } finally {
    await store.close()
  }
}

function verdict(checks: Check[]): Verification {
  return { accepted: checks.every(({ ok }) => ok), checks }
}

function statedBy({ attachments }: PdfSeen): Certificate | undefined {
  try {
    return certificateSchema.parse(JSON.parse(attachments.get(ATTACHMENT) ?? ''))
  } catch {
    return undefined
  }
}

function checkRegister(register: readonly Entry[], entry: Entry, certificate: Certificate): Check {
  const { number, issued_at, replaces, template, tables: _, ...statement } = certificate
  const about = 'the register'
  const same =
    statementDigest(statementSchema.parse(statement), template) === entry.statement &&
    subjectKey(statement.subject) === subjectKey(entry.subject) &&
    issued_at === entry.issued_at &&
    replaces === entry.replaces &&
    statement.files.sha256 === entry.list
  if (!same) return refused(about, `has another statement under number ${number}`)
  const successor = register.find((it) => it.replaces === number)?.number
  return passed(
    about,
    `has it as number ${number}${successor === undefined ? '' : `; it was replaced by ${successor} since`}`,
  )
}
