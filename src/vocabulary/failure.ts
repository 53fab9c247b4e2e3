import type { ExitCode } from './exit-code.ts'

/**
 * "We cannot go on": the only kind of exception that constat throws on purpose. What is wrong with the
 * data is a finding or an anomaly, never a Failure.
 *
 * The message says what is wrong and where; `advice` says what the reader can do about it. Neither ever
 * holds a secret or a datum about a person.
 */
export class Failure extends Error {
  readonly exitCode: ExitCode
  readonly advice: string

  constructor(exitCode: ExitCode, message: string, advice: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'Failure'
    this.exitCode = exitCode
    this.advice = advice
  }
}

/** @returns the message of anything that was thrown, on one line */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '')
    return thrown.errors.map(messageOf).join('; ')
  const message = thrown instanceof Error ? thrown.message || thrown.name : String(thrown)
  return message.replace(/\s+/g, ' ').trim()
}
