import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import { GUARDS, type GuardName } from '../vocabulary/state.ts'

/** A guard that the operator accepts; without an instance (a kind, a bucket), every instance of it. */
export type AcceptedGuard = { guard: GuardName; instance: string | null }

/**
 * Reads `NAME` or `NAME:INSTANCE`.
 *
 * @throws Failure (2) for a name that is no guard's
 */
export function parseAcceptedGuard(text: string): AcceptedGuard {
  const [name = '', ...rest] = text.split(':')
  const guard = GUARDS.find((known) => known === name)
  if (guard !== undefined) return { guard, instance: rest.length === 0 ? null : rest.join(':') }
  throw new Failure(
    EXIT.usage,
    `there is no guard ${JSON.stringify(name)}`,
    `the guards are ${GUARDS.join(', ')}`,
  )
}
