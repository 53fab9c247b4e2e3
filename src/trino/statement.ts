import type { Coordinator } from './coordinator.ts'
import type { Answer } from './exchange.ts'
import { type Page, pageOf } from './page.ts'
import { readResult, type StatementResult, type StatementStats } from './statement-result.ts'
import { forgotten, queryFailure, strangeAnswer } from './trino-failure.ts'

export type StatementOptions = {
  /** Aborted, the statement is cancelled on the server too. */
  signal?: AbortSignal | undefined
  /** Told what Trino says of the statement's course, about once a second and at its end. */
  onStats?: ((stats: StatementStats) => void) | undefined
}

/**
 * Trino's protocol: a statement is handed in, and each answer says where the next one is, until one does not. Each is
 * asked for only when the rows of the last one were taken. A statement that is left before its end is cancelled.
 */
export async function* pagesOf(
  coordinator: Coordinator,
  sql: string,
  { signal, onStats }: StatementOptions,
): AsyncGenerator<Page> {
  signal?.throwIfAborted()
  let next: string | undefined
  try {
    let answer = await coordinator.begin(sql, signal)
    for (;;) {
      const result = resultOf(answer)
      next = result.nextUri
      onStats?.({ queryId: result.id, ...result.stats })
      if (result.error !== undefined) throw queryFailure(result.id, result.error)
      const page = pageOf(result, answer.body)
      if (page !== undefined) yield page
      signal?.throwIfAborted()
      if (next === undefined) return
      answer = await coordinator.next(next, signal)
    }
  } finally {
    if (next !== undefined) await coordinator.cancel(next)
  }
}

function resultOf(answer: Answer): StatementResult {
  const result = answer.status === 200 ? readResult(answer.body) : undefined
  if (result !== undefined) return result
  throw answer.status === 404 || answer.status === 410
    ? forgotten(answer.status)
    : strangeAnswer(answer.status)
}
