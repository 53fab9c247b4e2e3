import type { Config } from '../config/schema.ts'
import type { Journal } from '../vocabulary/journal.ts'
import type { RunStore } from './run-store.ts'

/** What every stage of a run is given. */
export type Run = {
  config: Config
  store: RunStore
  journal: Journal
  /** Aborted when the run is to end early; what was established until then is kept. */
  signal: AbortSignal
}
