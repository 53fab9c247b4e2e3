import type { Case } from '../ask.ts'
import { ACCESS, READER_ONLY } from './access.ts'
import { BUCKETS } from './buckets.ts'
import { LISTING } from './listing.ts'
import { READING } from './objects.ts'
import { VERSIONS } from './versions.ts'
import { WRITING } from './writing.ts'

/**
 * Every request that the two servers are asked, by group and in this order. To add some: a line in one of the tables,
 * or a table of its own and a line here.
 */
export const CASES: Record<string, Case[]> = {
  ...LISTING,
  ...READING,
  ...BUCKETS,
  ...ACCESS,
  ...WRITING,
  ...VERSIONS,
}

export { READER_ONLY }
