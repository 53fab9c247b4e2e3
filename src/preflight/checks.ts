import { type Config, recoverySources } from '../config/schema.ts'
import type { Marketplace } from '../marketplace/connect.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import type { Stores } from '../storage/open.ts'
import type { Check } from './check.ts'
import { checkClocks } from './check-clocks.ts'
import { checkInventorySources } from './check-inventory.ts'
import { checkMachine } from './check-machine.ts'
import { checkMarketplace } from './check-marketplace.ts'
import { checkPrimary, checkRecovery, checkVersions } from './check-storage.ts'

type Opened = {
  config: Config
  marketplace: Marketplace
  mapping: Mapping
  stores: Stores
  /** Where the run folder lies or will be made. */
  folder: string
  signal: AbortSignal
  /** An interrupted run may have read its inventories already; they are not asked for again beforehand. */
  resuming?: boolean
  /** Is the database to plan how many rows there are? Only who looks before a run wants to know. */
  plans?: boolean
}

/**
 * Asks everything that a run rests on whether it is there: the database, the mapping, each store, this machine.
 * Some ten requests to each store, none of which grows with what it holds. Nothing is left behind.
 *
 * @returns one check for each thing asked, in the order of the flow
 */
export async function runChecks(opened: Opened): Promise<Check[]> {
  const { config, marketplace, mapping, stores, folder, signal, resuming, plans = false } = opened
  const places = recoverySources(config.storage).filter(({ kind }) => kind === 'version')
  const versioned = stores.primary.filter(({ bucket }) => places.some(({ name }) => name === bucket))
  const [database, primary, versions, recovery, inventory] = await Promise.all([
    checkMarketplace(marketplace, mapping, plans),
    Promise.all(stores.primary.map((store) => checkPrimary(store, signal))),
    Promise.all(versioned.map((store) => checkVersions(store, signal))),
    Promise.all(stores.recovery.map((store) => checkRecovery(store, signal))),
    resuming === true ? [] : checkInventorySources(config, signal),
  ])
  const all = [database, ...primary, ...recovery]
  return [
    ...[database, ...primary].flatMap(({ checks }) => checks),
    ...versions,
    ...recovery.flatMap(({ checks }) => checks),
    ...inventory,
    ...checkClocks(all.flatMap(({ clocks }) => clocks)),
    ...(await checkMachine(folder, database.expectedRows)),
  ]
}
