import type { Block, PdfDocument, Span } from '../render/pdf/block.ts'
import { listName } from './folders.ts'
import { type Certificate, certificateSchema } from './statement.ts'
import { tableBlocks } from './tables.ts'
import type { FieldName } from './template/field.ts'
import type { Part, Template, TemplateBlock } from './template/template.ts'
import {
  collectivityText,
  dataText,
  dateText,
  filesText,
  guardText,
  timeText,
  titleOf,
  yearsText,
  yesNo,
} from './wording.ts'

/** The name under which a certificate carries what it states. */
export const ATTACHMENT = 'attestation.json'

/** @returns the certificate as a document: the operator's text with what is stated put in */
export function fillTemplate(template: Template, certificate: Certificate): PdfDocument {
  const { number, issuer, files, issued_at, subject } = certificate
  const values = fieldValues(certificate)
  const fill = (blocks: readonly TemplateBlock[]) =>
    blocks.flatMap((block) => fillBlock(block, values, certificate))
  return {
    title: titleOf(certificate),
    author: dataText(issuer),
    language: 'fr-FR',
    created: new Date(issued_at),
    letterhead: fill(template.letterhead),
    blocks: fill(template.bodies[subject.type]),
    footer: {
      left: `Attestation d’incident n° ${number}`,
      below: `Liste des fichiers, SHA-256 : ${files.sha256}`,
      page: (page, pages) => `page ${page}/${pages}`,
    },
    attachment: {
      name: ATTACHMENT,
      mediaType: 'application/json',
      description: 'Les données de l’attestation, pour sa vérification',
      content: `${JSON.stringify(certificateSchema.parse(certificate), null, 1)}\n`,
    },
  }
}

/** Where a field is empty, its paragraph, list item or row is left out. */
function fillBlock(
  block: TemplateBlock,
  values: Record<FieldName, string>,
  certificate: Certificate,
): Block[] {
  const filled = (parts: readonly Part[]) => fillParts(parts, values)
  switch (block.type) {
    case 'heading': {
      const spans = filled(block.parts)
      return spans === undefined ? [] : [{ type: 'heading', level: block.level, spans }]
    }
    case 'paragraph': {
      const spans = filled(block.parts)
      return spans === undefined ? [] : [{ type: 'paragraph', spans }]
    }
    case 'list': {
      const items = block.items.map(filled).filter((spans) => spans !== undefined)
      return items.length === 0 ? [] : [{ type: 'list', items }]
    }
    case 'fields': {
      const rows = block.rows.flatMap((row) => {
        const label = filled(row.label)
        const value = filled(row.value)
        return label === undefined || value === undefined ? [] : [{ label, value }]
      })
      return rows.length === 0 ? [] : [{ type: 'fields', rows }]
    }
    case 'table-field':
      return tableBlocks(block.field, certificate)
  }
}

/** @returns undefined when a field is empty */
function fillParts(parts: readonly Part[], values: Record<FieldName, string>): Span[] | undefined {
  const spans = parts.map((part) => ({
    text: 'field' in part ? values[part.field] : part.text.replaceAll('\n', ' '),
    strong: part.strong,
  }))
  return parts.some((part, i) => 'field' in part && spans[i]?.text === '') ? undefined : spans
}

function fieldValues(certificate: Certificate): Record<FieldName, string> {
  const { subject, run, files, time_zone } = certificate
  const time = (instant: string | null) => timeText(instant, time_zone)
  const about = {
    collectivity: '',
    siren: '',
    siret: '',
    reference: '',
    title: '',
    initial_deadline_at: '',
    initial_in_window: '',
    deadline_at: '',
    present_in_window: '',
  }
  if (subject.type !== 'service') about.collectivity = collectivityText(subject)
  if (subject.type === 'collectivity') {
    about.siren = dataText(subject.siren ?? '')
    about.siret = dataText(subject.siret ?? '')
  }
  if (subject.type === 'consultation') {
    about.reference = dataText(subject.reference ?? subject.consultation_id)
    about.title = dataText(subject.title ?? '')
    about.initial_deadline_at = time(subject.initial_deadline_at)
    about.initial_in_window = yesNo(subject.initial_in_window)
    about.deadline_at = time(subject.deadline_at)
    about.present_in_window = yesNo(subject.present_in_window)
  }
  return {
    ...about,
    number: certificate.number,
    replaces: certificate.replaces ?? '',
    issued_on: dateText(certificate.issued_at, time_zone),
    observed_at: time(run.finished_at),
    snapshot_at: time(run.snapshot_at),
    listed_at: time(run.listed_to),
    issuer: dataText(certificate.issuer),
    host: dataText(certificate.host ?? ''),
    incident: dataText(certificate.incident),
    time_zone,
    years: yearsText(certificate),
    guards: certificate.guards_accepted.map(guardText).join(', '),
    list_file: listName(certificate.number),
    list_rows: filesText(files.rows),
    list_sha256: files.sha256,
    version: run.constat,
    service: certificate.services.map(({ name }) => dataText(name)).join(', '),
  }
}
