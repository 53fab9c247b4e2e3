import type { Fault } from '../matrix/fault.ts'
import { CONTENTS } from './contents.ts'
import { DATABASE } from './database.ts'
import { LISTING } from './listing.ts'
import { NAMES } from './names.ts'
import { STORE } from './store.ts'

/** All faults of the matrix, in the order of a run. */
export const FAULTS: readonly Fault[] = [...DATABASE, ...LISTING, ...NAMES, ...CONTENTS, ...STORE]
