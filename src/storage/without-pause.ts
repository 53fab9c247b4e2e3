import type { Readable } from 'node:stream'

/** Nothing more came of a body. The SDK, where it is told within its retries, asks again. */
export class BodyStandsStill extends Error {
  override readonly name = 'BodyStandsStill'
  readonly $retryable = { throttling: false }

  /** @param idle for how many milliseconds */
  constructor(idle: number) {
    super(`no byte for ${idle / 1000} s`)
  }
}

/**
 * Gives a body on, and ends it with an error when nothing comes for too long: the SDK's time-out ends with the headers.
 *
 * @param idle in milliseconds
 * @throws what the body throws, and when no byte came for so long
 */
export async function* withoutPause(body: Readable, idle: number): AsyncGenerator<Buffer> {
  const timer = setTimeout(() => body.destroy(new BodyStandsStill(idle)), idle)
  try {
    for await (const chunk of body) {
      timer.refresh()
      yield chunk
    }
  } finally {
    clearTimeout(timer)
  }
}
