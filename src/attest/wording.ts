import { figuresFor } from '../../reports/summary/figure-text.ts'
import { formatDate, formatTime } from '../render/dialect.ts'
import { legible, shortened } from '../render/pdf/legible.ts'
import { translateWord } from '../render/word.ts'
import type { Certificate, Statement, Subject } from './statement.ts'

/** How certificates, which are in French, write what a statement holds. */

const { n, counted } = figuresFor('fr')

/** A number is never broken by the end of a line. */
const unbroken = (text: string) => text.replaceAll(' ', '\u00a0')

export const count = (value: number) => unbroken(n(value))
export const filesText = (value: number) => unbroken(counted(value, { one: 'fichier', other: 'fichiers' }))
export const kindText = (kind: string) => translateWord(kind, 'fr')
export const yesNo = (value: boolean) => (value ? 'oui' : 'non')

/** How much of a name or title is shown; a longer one ends with an ellipsis. In characters. */
const LONGEST = 300

/** @returns a text of the database on one line, as long as a certificate shows it */
export function dataText(text: string): string {
  return shortened(legible(text).trim(), LONGEST)
}

/** @returns JJ/MM/AAAA HH:MM in the incident's zone; empty when there is none */
export function timeText(instant: string | null, timeZone: string): string {
  return instant === null ? '' : formatTime(new Date(instant), 'fr', timeZone)
}

/** @param local a local time of the configuration, such as 2023-07-27T10:30 */
export function localTimeText(local: string): string {
  return `${formatDate(local.slice(0, 10), 'fr')} ${local.slice(11, 16)}`
}

export function dateText(instant: string, timeZone: string): string {
  return timeText(instant, timeZone).slice(0, 10)
}

/** A public body that the database does not name is named by its id. */
export function collectivityText({
  name,
  collectivity_id,
}: {
  name: string | null
  collectivity_id: string
}) {
  return dataText(name ?? `collectivité sans nom en base, identifiant ${collectivity_id}`)
}

export function guardText(accepted: string): string {
  const [name = ''] = accepted.split(':')
  return `${translateWord(name, 'fr')} (${accepted})`
}

export function yearsText({ scope }: Statement): string {
  return scope.years.length === 0 ? 'toutes' : scope.years.join(', ')
}

/** What the document is called in a list of windows or files. */
export function titleOf({ number, subject }: Certificate): string {
  return `Attestation d’incident n° ${number} – ${subjectText(subject)}`
}

function subjectText(subject: Subject): string {
  switch (subject.type) {
    case 'service':
      return dataText(subject.service)
    case 'collectivity':
      return collectivityText(subject)
    case 'consultation':
      return `consultation ${dataText(subject.reference ?? subject.consultation_id)}`
  }
}
