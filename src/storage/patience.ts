import { setTimeout as sleep } from 'node:timers/promises'
import { isThrottlingError, isTransientError } from '@smithy/core/retry'
import type { RetryErrorInfo, RetryStrategyV2, RetryToken, SdkError } from '@smithy/types'

/** What an object may cost before it stays unanswered: at 30 % of refusals one in 200 million does. */
const PATIENCE = 16
const FIRST_DELAY = 50
const LONGEST_DELAY = 1000

/** @returns whether an attempt failed in a way that may pass: throttled, an error of the server, lost on the way */
export function mayPass(error: unknown): boolean {
  return (
    error instanceof Error && (isThrottlingError(error as SdkError) || isTransientError(error as SdkError))
  )
}

/** An attempt that was answered "later" costs least; one that was waited for in vain costs a quarter of it all. */
function costOf(error: SdkError): number {
  const { code, $metadata } = error as SdkError & { code?: string }
  if (isThrottlingError(error) || $metadata?.httpStatusCode === 503) return 1
  return error.name === 'TimeoutError' && (code === undefined || code === 'ETIMEDOUT') ? 4 : 2
}

/** What was spent on one request, and how long to wait before it is made again. */
export class Patience implements RetryToken {
  readonly #spent: number
  readonly #attempts: number
  readonly #delay: number

  constructor(spent = 0, attempts = 0) {
    this.#spent = spent
    this.#attempts = attempts
    const longest = Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
    this.#delay = attempts === 0 ? 0 : (longest * (1 + Math.random())) / 2
  }

  /** @returns what was spent with this failure; throws it when it does not pass by itself, or all was spent */
  after(error: SdkError): Patience {
    const spent = this.#spent + costOf(error)
    if (!mayPass(error) || spent >= PATIENCE) throw error
    return new Patience(spent, this.#attempts + 1)
  }

  getRetryCount(): number {
    return this.#attempts
  }

  /** Milliseconds to wait before the next attempt, drawn anew: those refused together do not come back together. */
  getRetryDelay(): number {
    return this.#delay
  }
}

/** The same patience for what the SDK repeats. */
export const patientRetries: RetryStrategyV2 = {
  acquireInitialRetryToken: async () => new Patience(),
  refreshRetryTokenForRetry: async (token: RetryToken, { error }: RetryErrorInfo) => {
    if (!(token instanceof Patience)) throw new TypeError('a token of another strategy')
    return token.after(error as SdkError)
  },
  recordSuccess() {},
}

/** Makes attempts until one is answered. @throws what the last one threw, or when aborted */
export async function patiently<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let patience = new Patience(); ; ) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      patience = patience.after(error as SdkError)
    }
    await sleep(patience.getRetryDelay(), undefined, { signal })
  }
}
