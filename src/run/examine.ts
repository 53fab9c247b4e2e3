import type { LoadedConfig } from '../config/load.ts'
import { connectMarketplace } from '../marketplace/connect.ts'
import { readMapping } from '../marketplace/mapping.ts'
import type { Check } from '../preflight/check.ts'
import { runChecks } from '../preflight/checks.ts'
import { openStores } from '../storage/open.ts'

/**
 * Asks everything that a run would rest on, and starts none.
 *
 * @returns one check for each thing asked, in the order of the flow
 * @throws Failure (2) when the mapping's files cannot be read
 */
export async function examine({ config }: LoadedConfig, signal: AbortSignal): Promise<Check[]> {
  await using opened = new AsyncDisposableStack()
  const mapping = readMapping(config.marketplace.mapping)
  const marketplace = opened.adopt(connectMarketplace(config.marketplace), (it) => it.close())
  const stores = opened.adopt(openStores(config.storage), (it) => it.close())
  return await runChecks({
    config,
    marketplace,
    mapping,
    stores,
    folder: config.output.folder,
    signal,
    plans: true,
  })
}
