import type { SubjectId } from '../statement.ts'

/** What a field stands for in a template, and in the templates of which certificates it may be used. */
type Field = { meaning: string; of: readonly SubjectId['type'][] }

const every = ['service', 'collectivity', 'consultation'] as const
const field = (meaning: string, of: Field['of'] = every): Field => ({ meaning, of })

/** Fields within text: `{{number}}`. One that has no value is empty, and leaves out the paragraph that it stands in. */
export const FIELDS = {
  number: field('number of the certificate'),
  replaces: field('number of the certificate that it replaces; empty when it is the first'),
  issued_on: field('date of issue'),
  observed_at: field('when the last verdict of the run stood'),
  snapshot_at: field('when the database was read'),
  listed_at: field('when the inventory of storage ended'),
  issuer: field('`incident.issuer` of the configuration'),
  host: field('`incident.host`; empty when it is not configured'),
  incident: field('`incident.name`'),
  time_zone: field('`incident.time_zone`'),
  years: field('the years that were examined'),
  guards: field('guards that the operator accepted; empty when there are none'),
  list_file: field('name of the file that holds the list of files'),
  list_rows: field('how many files it has, with the word: 3 fichiers'),
  list_sha256: field('its SHA-256'),
  version: field('version of constat that made the run'),
  service: field('the service, or services, that the certificate names'),
  collectivity: field('the public body', ['collectivity', 'consultation']),
  siren: field('its SIREN', ['collectivity']),
  siret: field('its SIRET', ['collectivity']),
  reference: field('reference of the consultation', ['consultation']),
  title: field('its title', ['consultation']),
  initial_deadline_at: field('its deadline (DLRO) as first published', ['consultation']),
  initial_in_window: field('oui or non: did that fall in the incident window, ends included', [
    'consultation',
  ]),
  deadline_at: field('its deadline as it stands', ['consultation']),
  present_in_window: field('oui or non: the same of the deadline as it stands', ['consultation']),
} as const satisfies Record<string, Field>

/** Fields that are tables, each alone in its paragraph. */
export const TABLE_FIELDS = {
  services: field('each service with its kinds and its window'),
  figures: field('files by kind: missing, altered, recoverable, without a copy, unknown'),
  consultations: field('its consultations with reference, DLRO and files by kind', ['collectivity']),
} as const satisfies Record<string, Field>

export type FieldName = keyof typeof FIELDS
export type TableFieldName = keyof typeof TABLE_FIELDS

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name)
}

export function isTableField(name: string): name is TableFieldName {
  return Object.hasOwn(TABLE_FIELDS, name)
}
