import type { Estate } from '../estate.ts'
import type { Counted } from './totals.ts'

/** Who is concerned by damaged files. */
export type Affected = {
  collectivities: number
  consultations: number
  buyers: number
  /** Consultations (files without a known one stand together, by collectivity) of which nobody active is known. */
  withoutContact: number
}

export function affectedOf(estate: Estate, counted: readonly Counted[]): Affected {
  const damaged = counted.filter(
    ({ unit, state }) => unit === 'files' && (state === 'missing' || state === 'altered'),
  )
  const consultations = new Map(
    damaged.map(({ collectivity, consultation }) => [
      JSON.stringify([collectivity, consultation]),
      { collectivity, consultation },
    ]),
  )
  const active = estate.buyers.filter((buyer) => buyer['active'] === 'true')
  const contacts = [...consultations.values()].map(({ collectivity, consultation }) =>
    estate.consultationBuyers
      .filter((link) => link['collectivity_id'] === collectivity && link['consultation_id'] === consultation)
      .map((link) =>
        active.find((it) => it['collectivity_id'] === collectivity && it['buyer_id'] === link['buyer_id']),
      )
      .filter((buyer) => buyer !== undefined),
  )
  return {
    collectivities: new Set(damaged.map(({ collectivity }) => collectivity)).size,
    consultations: [...consultations.values()].filter(({ consultation }) => consultation !== '').length,
    buyers: new Set(contacts.flat()).size,
    withoutContact: contacts.filter((buyers) => buyers.length === 0).length,
  }
}
