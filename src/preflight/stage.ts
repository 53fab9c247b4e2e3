import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Journal } from '../vocabulary/journal.ts'
import type { Check } from './check.ts'

/**
 * Preflight: can this run conclude anything? One primary store that does not answer makes its objects unknown;
 * when none answers, or the database or its mapping cannot be used, there is no run.
 *
 * @throws Failure (2) for the mapping, (4) for sources
 */
export function refuseWhatCannotConclude(checks: readonly Check[], journal: Journal): void {
  const someStoreAnswers = checks.some(({ subject, result }) => subject === 'store' && result === 'ok')
  const fatal = checks
    .filter((check) => check.result === 'failed')
    .filter(({ subject }) => subject !== 'store' || !someStoreAnswers)
  for (const check of checks) {
    if (check.result === 'ok' || fatal.some((other) => other === check)) continue
    journal.warn(`${check.name}: ${check.detail}${check.advice === undefined ? '' : ` — ${check.advice}`}`)
  }
  const [first] = fatal
  if (first === undefined) return
  const codes = fatal.map(({ exitCode }) => exitCode)
  const message =
    fatal.length === 1
      ? `${first.name}: ${first.detail}`
      : `nothing can be concluded:\n${fatal.map((check) => `  - ${check.name}: ${check.detail}`).join('\n')}`
  const advice = [...new Set(fatal.map((check) => check.advice).filter((text) => text !== undefined))].join(
    '; ',
  )
  throw new Failure(codes.includes(EXIT.noSource) ? EXIT.noSource : EXIT.usage, message, advice)
}
