import { isDeepStrictEqual } from 'node:util'
import type { Facts } from '../store/fact.ts'

/** In what two runs differ that limits how far they can be compared. */
export const DIFFERENCES = ['incident', 'scope', 'mapping', 'stores', 'version'] as const
export type Difference = (typeof DIFFERENCES)[number]

export type RunFacts = Pick<Facts, 'identity' | 'incident' | 'scope' | 'inventory' | 'snapshot'>

/** @returns what is another in the two runs, of what their figures rest on */
export function differencesOf(before: RunFacts, after: RunFacts): Difference[] {
  const differs: Record<Difference, boolean> = {
    incident: before.incident.name !== after.incident.name,
    scope: !isDeepStrictEqual(before.scope, after.scope),
    mapping: before.identity.mapping_digest !== after.identity.mapping_digest,
    stores: !isDeepStrictEqual(bucketsOf(before), bucketsOf(after)),
    version: before.identity.constat !== after.identity.constat,
  }
  return DIFFERENCES.filter((name) => differs[name])
}

/** @returns whether they have a primary store in common, and so anything to compare */
export function shareAStore(before: RunFacts, after: RunFacts): boolean {
  const buckets = bucketsOf(after)
  return bucketsOf(before).some((bucket) => buckets.includes(bucket))
}

function bucketsOf({ inventory }: RunFacts): string[] {
  return inventory.stores.map(({ bucket }) => bucket).toSorted()
}
