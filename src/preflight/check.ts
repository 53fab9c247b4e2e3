import type { ExitCode } from '../vocabulary/exit-code.ts'

/** What a check is about. `store` is the one that says whether a primary store answers at all. */
export type CheckSubject =
  | 'marketplace'
  | 'role'
  | 'mapping'
  | 'promises'
  | 'store'
  | 'absence'
  | 'order'
  | 'inventory'
  | 'recovery'
  | 'clock'
  | 'output'
  | 'disk'

/**
 * What was asked before a run, and what came of it. `exitCode` says how a run would end for this reason alone;
 * a check that passed, or that only warns, has none.
 */
export type Check = {
  subject: CheckSubject
  /** The subject as people read it, with the store's name where there are several. */
  name: string
  detail: string
  advice?: string
} & ({ result: 'ok' | 'warning' } | { result: 'failed'; exitCode: ExitCode })

/** How far a clock is ahead of this machine's, in milliseconds; `of` names it. */
export type ClockReading = { of: string; aheadMs: number }
