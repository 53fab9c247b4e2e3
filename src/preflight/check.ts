import type { ExitCode } from '../vocabulary/exit-code.ts'

/**
 * What was asked before a run, and what came of it. `exitCode` says how a run would end for this reason alone;
 * a check that passed, or that only warns, has none.
 */
export type Check = {
  name: string
  result: 'ok' | 'warning' | 'failed'
  detail: string
  advice?: string
  exitCode?: ExitCode
}
