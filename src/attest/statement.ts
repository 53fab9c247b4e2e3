import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * What a certificate states: every figure and date that its pages show. The PDF carries it as an attached file, from
 * which `attest --verify` reads it again. Never a bidder, a file name, or another datum about a person.
 */

const count = z.int().min(0)
const text = z.string()
const instant = z.iso.datetime()

/** Files of one kind. `expected` is null where it would tell how many bids a sealed consultation has. */
const figure = z.strictObject({
  kind: text,
  expected: count.nullable(),
  missing: count,
  altered: count,
  lost: count,
  recoverable: count,
  recovery_unknown: count,
  unknown: count,
})

const deadlines = {
  initial_deadline_at: instant.nullable(),
  deadline_at: instant.nullable(),
  initial_in_window: z.boolean(),
  present_in_window: z.boolean(),
}

const consultation = z.strictObject({
  /** Empty: the files of no known consultation. */
  consultation_id: text,
  reference: text.nullable(),
  title: text.nullable(),
  ...deadlines,
  figures: z.array(figure),
})

const subject = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('service'), service: text }),
  z.strictObject({
    type: z.literal('collectivity'),
    collectivity_id: text,
    name: text.nullable(),
    siren: text.nullable(),
    siret: text.nullable(),
  }),
  z.strictObject({
    type: z.literal('consultation'),
    collectivity_id: text,
    name: text.nullable(),
    consultation_id: text,
    reference: text.nullable(),
    title: text.nullable(),
    ...deadlines,
  }),
])

/** Whom or what a certificate is about, as the register knows it from run to run. */
export const subjectIdSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('service'), service: text }),
  z.strictObject({ type: z.literal('collectivity'), collectivity_id: text }),
  z.strictObject({ type: z.literal('consultation'), collectivity_id: text, consultation_id: text }),
])

const service = z.strictObject({ name: text, kinds: z.array(text), from: text, to: text })

export const statementSchema = z.strictObject({
  /** The version of this form. */
  form: z.literal(1),
  issuer: text,
  host: text.nullable(),
  incident: text,
  time_zone: text,
  services: z.array(service),
  subject,
  figures: z.array(figure),
  consultations: z.array(consultation),
  guards_accepted: z.array(text),
  scope: z.strictObject({ years: z.array(z.int()), kinds: z.array(text), year_of: text }),
  run: z.strictObject({
    constat: text,
    started_at: instant,
    finished_at: instant,
    snapshot_at: text,
    listed_to: text,
    config_digest: text,
    mapping_digest: text,
  }),
  /** The list of files that it rests on: how many rows it has, and the SHA-256 of its bytes. */
  files: z.strictObject({ rows: count, sha256: text }),
})

/** A statement as it was issued. */
export const certificateSchema = statementSchema.extend({
  number: text,
  issued_at: instant,
  /** The number of the certificate that this one takes the place of. */
  replaces: text.nullable(),
  /** SHA-256 of the template it was written from. */
  template: text,
  /** The tables that its pages show. */
  tables: z.array(z.enum(['services', 'figures', 'consultations'])),
})

export type Statement = z.output<typeof statementSchema>
export type Certificate = z.output<typeof certificateSchema>
export type Subject = Statement['subject']
export type SubjectId = z.output<typeof subjectIdSchema>
export type Figure = Statement['figures'][number]
export type ConsultationLine = Statement['consultations'][number]

/** @returns what identifies whom or what a certificate is about, from run to run, as one text */
export function subjectKey(of: SubjectId): string {
  switch (of.type) {
    case 'service':
      return JSON.stringify([of.type, of.service])
    case 'collectivity':
      return JSON.stringify([of.type, of.collectivity_id])
    case 'consultation':
      return JSON.stringify([of.type, of.collectivity_id, of.consultation_id])
  }
}

/** @returns what the register keeps of a subject */
export function subjectId(of: Subject): SubjectId {
  switch (of.type) {
    case 'service':
      return { type: of.type, service: of.service }
    case 'collectivity':
      return { type: of.type, collectivity_id: of.collectivity_id }
    case 'consultation':
      return { type: of.type, collectivity_id: of.collectivity_id, consultation_id: of.consultation_id }
  }
}

/** @returns SHA-256 of all that the statement says and of the template that says it, in hexadecimal */
export function statementDigest(statement: Statement, template: string): string {
  return createHash('sha256')
    .update(JSON.stringify([statementSchema.parse(statement), template]))
    .digest('hex')
}
