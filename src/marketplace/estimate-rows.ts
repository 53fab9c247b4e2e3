import type { Marketplace } from './connect.ts'
import type { Mapping } from './mapping.ts'
import { planSelect } from './plan-select.ts'

/**
 * About how many rows the five SELECTs give, by the planner's statistics: nothing is read. Only for those who
 * wait, so a database that cannot tell is no reason to stop.
 *
 * @returns undefined when it cannot be told
 */
export async function estimateRows(
  marketplace: Marketplace,
  mapping: Mapping,
): Promise<{ about: number } | undefined> {
  try {
    let about = 0
    for (const select of mapping.selects) {
      const plan = await planSelect(marketplace, select)
      if ('error' in plan) return undefined
      about += plan.rows
    }
    return { about }
  } catch {
    return undefined
  }
}
