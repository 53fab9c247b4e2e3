import { Failure } from '../../src/vocabulary/failure.ts'

/** @throws what was thrown, unless it is a refusal: exit code 2, a message and what to do */
export function expectRefusal(thrown: unknown): void {
  const refused = thrown instanceof Failure && thrown.exitCode === 2 && thrown.advice !== ''
  if (!refused) throw thrown
  if (thrown.message.length > 20_000) throw new Error(`a message of ${thrown.message.length} characters`)
}
