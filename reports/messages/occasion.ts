import type { Locale } from '../../src/render/column.ts'
import { readFact, requireFact } from '../../src/store/fact.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import type { Occasion } from './draft.ts'
import { builtInTemplate, parseTemplate } from './template.ts'

/**
 * Reads what all messages of a run have in common. The template is the given text or else that of the run's
 * configuration, or else constat's own.
 *
 * @throws Failure (2) when the text is no template
 */
export async function readOccasion(store: RunStore, locale: Locale, template?: string): Promise<Occasion> {
  const incident = await requireFact(store, 'incident')
  const snapshot = await requireFact(store, 'snapshot')
  const text = template ?? (await readFact(store, 'message_template'))?.text
  return {
    incident: incident.name,
    issuer: incident.issuer,
    asOf: new Date(snapshot.taken_at),
    timeZone: incident.time_zone,
    locale,
    template: text === undefined ? builtInTemplate(locale) : parseTemplate(text, 'of the messages'),
  }
}
