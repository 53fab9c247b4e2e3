import { S3ServiceException } from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { mayPass, Patience, patiently } from '../../../src/storage/patience.ts'

const status = (httpStatusCode: number, name = 'UnknownError') =>
  new S3ServiceException({ name, $fault: 'server', $metadata: { httpStatusCode } })
const lost = (name: string, code?: string) => Object.assign(new Error(name), { name, code })

test.each([
  ['503', status(503), 16],
  ['429', status(429), 16],
  ['SlowDown', status(400, 'SlowDown'), 16],
  ['RequestLimitExceeded', status(400, 'RequestLimitExceeded'), 16],
  ['500', status(500), 8],
  ['a reset', lost('TimeoutError', 'ECONNRESET'), 8],
  ['nobody there', lost('Error', 'ECONNREFUSED'), 8],
  ['a time-out', lost('TimeoutError'), 4],
  ['403', status(403), 1],
  ['301', status(301), 1],
  ['an abort', lost('AbortError'), 1],
  ['a mistake of ours', new TypeError('x'), 1],
])('%s is attempted as often as is worth it', (_, error, attempts) => {
  let made = 1
  const spend = () => {
    for (let patience = new Patience(); ; made++) patience = patience.after(error as never)
  }
  expect(spend).toThrow(error)
  expect(made).toBe(attempts)
  expect(mayPass(error)).toBe(attempts > 1)
})

test('delays grow to a second, and are drawn anew', () => {
  let patience = new Patience()
  expect(patience.getRetryDelay()).toBe(0)
  const delays: number[] = []
  for (let i = 0; i < 10; i++) {
    patience = patience.after(status(503) as never)
    delays.push(patience.getRetryDelay())
  }
  const longest = [50, 100, 200, 400, 800, 1000, 1000, 1000, 1000, 1000]
  for (const [i, delay] of delays.entries()) {
    expect(delay).toBeGreaterThanOrEqual((longest[i] ?? 0) / 2)
    expect(delay).toBeLessThanOrEqual(longest[i] ?? 0)
  }
  expect(new Set(delays).size).toBe(10)
})

test('attempts are made until one is answered; an interruption ends the wait', async () => {
  vi.useFakeTimers()
  try {
    const attempt = vi.fn(async () => 'answered').mockRejectedValueOnce(status(503))
    expect(await patiently(attempt, new AbortController().signal)).toBe('answered')
    expect(attempt).toHaveBeenCalledTimes(2)
  } finally {
    vi.useRealTimers()
  }
  const leaving = new AbortController()
  const waiting = patiently(() => Promise.reject(status(503)), leaving.signal)
  setTimeout(() => leaving.abort(), 5)
  await expect(waiting).rejects.toThrow('abort')
})
