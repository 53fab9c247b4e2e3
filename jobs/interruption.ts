import { EXIT } from '../src/vocabulary/exit-code.ts'
import { Failure } from '../src/vocabulary/failure.ts'

/** What a job tells at the first signal: saving may take a moment. */
export const INTERRUPTED = 'interrupted: saving what was established; a second signal leaves at once'

/**
 * Runs `work` until it ends or SIGINT or SIGTERM asks for an end: then it may finish its page and save. A second
 * signal leaves at once.
 *
 * @param onInterrupt told at the first signal, before anything ends
 * @throws Failure (130) when interrupted
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onInterrupt: () => void = () => {},
): Promise<T> {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    onInterrupt()
    controller.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    return await work(controller.signal)
  } catch (cause) {
    if (!controller.signal.aborted || !(cause instanceof Error) || cause.name !== 'AbortError') throw cause
    throw new Failure(EXIT.interrupted, 'interrupted', 'what was established is kept: go on with --resume', {
      cause,
    })
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}
