import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Locale } from '../../src/render/column.ts'
import { formatTime } from '../../src/render/dialect.ts'
import { type Blank, fillIn, type Template } from './template.ts'
import { MESSAGE_TEXTS } from './texts.ts'

/** A contact and one of the consultations that it is told of. */
export type Concern = {
  collectivity_id: string
  collectivity: string | null
  buyer_id: string | null
  full_name: string | null
  email: string | null
  folder: string
  name: string
  consultation_id: string
  reference: string | null
  title: string | null
  deadline_at: Date | null
  files_damaged: number
  files_lost: number
  files_recoverable: number
  files_recovery_unknown: number
}

/** What is the same in every message of a run. */
export type Occasion = {
  incident: string
  issuer: string
  /** The time of the snapshot. */
  asOf: Date
  timeZone: string
  locale: Locale
  template: Template
}

/**
 * Puts a message together as a draft: a mail program opens it to be read, changed and sent by a person, who is its sender.
 * The same run gives the same bytes.
 *
 * @param concerns all of one contact
 * @param fileList the list of its collectivity
 */
export async function composeDraft(
  concerns: [Concern, ...Concern[]],
  fileList: Buffer,
  occasion: Occasion,
): Promise<Buffer> {
  const [{ collectivity_id, buyer_id, full_name, email }] = concerns
  const { template, locale, asOf } = occasion
  const values = valuesOf(concerns, occasion)
  const identity = createHash('sha256')
    .update(JSON.stringify([collectivity_id, buyer_id, asOf]))
    .digest('hex')
  const composer = new MailComposer({
    ...(email === null ? {} : { to: { name: oneLine(full_name ?? ''), address: email } }),
    subject: oneLine(fillIn(template.subject, values)),
    text: fillIn(template.body, values),
    headers: { 'X-Unsent': '1' }, // Outlook, Thunderbird: open it to be sent, not as one that came
    date: asOf,
    messageId: `<${identity}@constat.invalid>`,
    baseBoundary: identity.slice(0, 16),
    attachments: [
      {
        filename: MESSAGE_TEXTS[locale].attachment,
        content: fileList,
        contentType: 'text/csv; charset=utf-8',
      },
    ],
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}

function valuesOf(concerns: [Concern, ...Concern[]], occasion: Occasion): Record<Blank, string> {
  const { locale, asOf, timeZone } = occasion
  const texts = MESSAGE_TEXTS[locale]
  const [{ collectivity, collectivity_id, full_name }] = concerns
  const sum = (figure: 'files_damaged' | 'files_lost' | 'files_recoverable' | 'files_recovery_unknown') =>
    String(concerns.reduce((total, concern) => total + concern[figure], 0))
  return {
    incident: oneLine(occasion.incident),
    issuer: occasion.issuer,
    as_of: formatTime(asOf, locale, timeZone),
    collectivity: oneLine(collectivity ?? texts.collectivity(collectivity_id)),
    contact: oneLine(full_name ?? texts.nobody),
    consultations: concerns.map((concern) => lineOf(concern, locale, timeZone)).join('\n'),
    file_list: texts.attachment,
    files_damaged: sum('files_damaged'),
    files_lost: sum('files_lost'),
    files_recoverable: sum('files_recoverable'),
    files_recovery_unknown: sum('files_recovery_unknown'),
  }
}

function lineOf(concern: Concern, locale: Locale, timeZone: string): string {
  const { consultation_id, reference, title, deadline_at, files_damaged } = concern
  const texts = MESSAGE_TEXTS[locale]
  const what =
    consultation_id === 'unattached'
      ? texts.unattached
      : [reference ?? consultation_id, title]
          .filter((text) => text !== null)
          .map(oneLine)
          .join(', ')
  const deadline =
    deadline_at === null ? '' : `, ${texts.deadline} ${formatTime(deadline_at, locale, timeZone)}`
  return `- ${what}${deadline}${locale === 'fr' ? ' : ' : ': '}${texts.files(files_damaged)}`
}

/** Of a text of the database, what stands on one line: control characters would end a header or move the cursor. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
