import type { RunStore } from '../store/run-store.ts'
import { EXIT, type ExitCode } from '../vocabulary/exit-code.ts'
import { DATA_QUESTIONS } from '../vocabulary/state.ts'

/**
 * How a finished run ends: 3 when a source left a state or a recovery unknown, else 1 when anything is lost,
 * else 0. Rows without a key and ambiguous ones are questions to the data, which no source can answer.
 */
export async function finishedExitCode(store: RunStore): Promise<ExitCode> {
  const { unsettled, lost } = await store.row<{ unsettled: number; lost: number }>(
    `select
       count(*) filter (recovery = 'unknown'
         or (state = 'unknown' and not list_contains($questions::varchar[], reason))) as unsettled,
       count(*) filter (recovery = 'none') as lost
     from object_verdict`,
    { questions: JSON.stringify(DATA_QUESTIONS) },
  )
  if (unsettled > 0) return EXIT.incomplete
  return lost > 0 ? EXIT.losses : EXIT.nothingLost
}
