import type { Case } from './ask.ts'
import { DEVIATIONS, type Deviation } from './deviations.ts'
import { IGNORED } from './ignored.ts'
import type { Reading } from './reading.ts'

/** One place in which the answers differ; undefined: says nothing there. */
export type Difference = { place: string; standIn: string | undefined; real: string | undefined }

/**
 * Compares what two answers to one request say. Where the statuses differ, that is the difference: the rest of the
 * two answers is about different things.
 */
export function differences(standIn: Reading, real: Reading): Difference[] {
  const at = (place: string): Difference => ({ place, standIn: standIn.get(place), real: real.get(place) })
  if (standIn.get('status') !== real.get('status')) {
    const told = (reading: Reading) =>
      [reading.get('status'), reading.get('Error/Code')].filter(Boolean).join(' ')
    return [{ place: 'status', standIn: told(standIn), real: told(real) }]
  }
  return [...new Set([...standIn.keys(), ...real.keys()])]
    .filter((place) => !isIgnored(place, standIn.has(place) === real.has(place)))
    .map(at)
    .filter((difference) => difference.standIn !== difference.real)
}

function isIgnored(place: string, bothSayIt: boolean): boolean {
  const plain = place.replaceAll(/\[\d+\]/g, '')
  return IGNORED.some(({ places, ignored }) => places.test(plain) && (ignored === 'all' || bothSayIt))
}

/** @returns the known deviation that a difference is an instance of */
export function knownDeviation(asked: Case, difference: Difference): Deviation | undefined {
  return DEVIATIONS.find(({ explains }) => explains(difference, asked))
}
