import type { ListObjectsV2Command } from '@aws-sdk/client-s3'

/**
 * Reads the server's clock from the Date header of the first answer to a command, whatever the answer: a clock
 * that is wrong is often why a request is refused. The header tells whole seconds.
 *
 * @returns an object that has `clockAheadMs`, against this machine's clock, once an answer told its time
 */
export function watchClock(command: ListObjectsV2Command): { clockAheadMs?: number } {
  const clock: { clockAheadMs?: number } = {}
  command.middlewareStack.add(
    (next) => async (args) => {
      const sentAt = Date.now()
      const output = await next(args)
      const { date, age } = headersOf(output.response)
      const told = Date.parse(date ?? '')
      // The server cut off the part of a second; a cached answer tells an older time.
      if (clock.clockAheadMs === undefined && age === undefined && !Number.isNaN(told))
        clock.clockAheadMs = Math.round(told + 500 - (sentAt + Date.now()) / 2)
      return output
    },
    // Below the SDK's retries and before it makes an error of the answer.
    { step: 'deserialize', priority: 'low', name: 'watchClock' },
  )
  return clock
}

function headersOf(response: unknown): Partial<Record<string, string>> {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return {}
  return response.headers as Record<string, string>
}
