import type { Config, PrimaryStore } from '../config/schema.ts'
import { bucketOf } from '../config/schema.ts'
import { examineListingFile } from '../storage/inventory/listing-file.ts'
import { openS3Inventory } from '../storage/inventory/s3-inventory.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Check } from './check.ts'
import { refuseUnfitTime } from './inventory-time.ts'

/** Asks of each primary store that is not listed live whether its inventory is there, readable and young enough. */
export async function checkInventorySources(
  { storage, incident }: Config,
  signal: AbortSignal,
): Promise<Check[]> {
  const checks = storage.primary.map((store) => checkInventory(store, incident, signal))
  return (await Promise.all(checks)).filter((check) => check !== undefined)
}

async function checkInventory(
  store: PrimaryStore,
  incident: Config['incident'],
  signal: AbortSignal,
): Promise<Check | undefined> {
  if (store.inventory === undefined) return undefined
  const bucket = bucketOf(store)
  try {
    const detail = await examine(store, incident, signal)
    return { subject: 'inventory', name: `inventory ${bucket}`, result: 'ok', detail }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { exitCode, message: detail, advice } = error
    // One that does not answer is a store that does not answer; one that is wrong is a mistake to mend first.
    const subject = exitCode === EXIT.noSource ? 'store' : 'inventory'
    return { subject, name: `inventory ${bucket}`, result: 'failed', detail, advice, exitCode }
  }
}

/** @returns what the inventory is. @throws Failure when it cannot be used */
async function examine(
  store: PrimaryStore,
  incident: Config['incident'],
  signal: AbortSignal,
): Promise<string> {
  if (store.type === 's3' && store.inventory?.type === 's3-inventory') {
    const { inventory } = store
    const opened = await openS3Inventory(store, inventory, signal)
    opened.close()
    const { takenAt, format, files } = opened.manifest
    refuseUnfitTime(opened.name, takenAt, inventory.max_age_hours, incident)
    return `S3 Inventory of ${takenAt.toISOString()}, ${files.length} data files, ${format}`
  }
  if (store.inventory?.type !== 'file') return ''
  const { path, taken_at, max_age_hours } = store.inventory
  const { format } = await examineListingFile(store.inventory)
  refuseUnfitTime(path, new Date(taken_at), max_age_hours, incident)
  return `listing of ${new Date(taken_at).toISOString()}, ${format}`
}
