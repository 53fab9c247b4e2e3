import { type Config, recoveryName } from '../config/schema.ts'
import { openFilesystemStore } from './filesystem.ts'
import { Gate } from './gate.ts'
import type { ObjectStore, RecoveryObjectStore } from './object-store.ts'
import { openS3Store } from './s3.ts'

/** The stores of a run: where the objects should be, and where copies may be. */
export type Stores = { primary: ObjectStore[]; recovery: RecoveryObjectStore[]; close(): void }

/** Sockets for what is read; how many objects are read at once is for the stages to limit. */
const MOST_READS = 256

/** Opens every store that the configuration names. Nothing is asked of them yet. */
export function openStores(storage: Config['storage']): Stores {
  const sockets = Math.max(storage.list_concurrency, storage.probe_concurrency, MOST_READS)
  const gate = () => new Gate({ most: storage.probe_concurrency, perSecond: storage.probe_per_second })
  const primary = storage.primary.map((store) =>
    store.type === 's3' ? openS3Store(store, sockets, gate()) : openFilesystemStore(store),
  )
  const recovery = storage.recovery.map((store): RecoveryObjectStore => {
    const name = recoveryName(store)
    if (store.type === 'filesystem') return { ...openFilesystemStore(store), name, copyKey: (key) => key }
    return { ...openS3Store(store, sockets, gate()), name, copyKey: (key) => store.key_prefix + key }
  })
  return { primary, recovery, close: () => [...primary, ...recovery].forEach((store) => void store.close()) }
}
