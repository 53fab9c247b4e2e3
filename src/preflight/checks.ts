import type { Marketplace } from '../marketplace/connect.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import type { Stores } from '../storage/open.ts'
import type { Check } from './check.ts'
import { checkClocks } from './check-clocks.ts'
import { checkMachine } from './check-machine.ts'
import { checkMarketplace } from './check-marketplace.ts'
import { checkPrimary, checkRecovery } from './check-storage.ts'

type Opened = {
  marketplace: Marketplace
  mapping: Mapping
  stores: Stores
  /** Where the run folder lies or will be made. */
  folder: string
  signal: AbortSignal
}

/**
 * Asks everything that a run rests on whether it is there: the database, the mapping, each store, this machine.
 * Some ten requests to each store, none of which grows with what it holds. Nothing is left behind.
 *
 * @returns one check for each thing asked, in the order of the flow
 */
export async function runChecks({ marketplace, mapping, stores, folder, signal }: Opened): Promise<Check[]> {
  const [database, primary, recovery] = await Promise.all([
    checkMarketplace(marketplace, mapping),
    Promise.all(stores.primary.map((store) => checkPrimary(store, signal))),
    Promise.all(stores.recovery.map((store) => checkRecovery(store, signal))),
  ])
  const all = [database, ...primary, ...recovery]
  return [
    ...all.flatMap(({ checks }) => checks),
    ...checkClocks(all.flatMap(({ clocks }) => clocks)),
    ...(await checkMachine(folder, database.expectedRows)),
  ]
}
