import { S3ServiceException } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Gate, StoreSilent } from '../../../src/storage/gate.ts'

const refusal = () =>
  new S3ServiceException({ name: 'SlowDown', $fault: 'server', $metadata: { httpStatusCode: 503 } })

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** Fills the gate with attempts that take ten milliseconds; tells how many were under way at once, at the most. */
async function fill(gate: Gate, attempts: number, fails: (i: number) => boolean): Promise<number> {
  const under = { way: 0, most: 0 }
  const all = Array.from({ length: attempts }, (_, i) =>
    gate
      .attempt(async () => {
        under.most = Math.max(under.most, ++under.way)
        await new Promise((done) => setTimeout(done, 10))
        under.way--
        if (fails(i)) throw refusal()
      })
      .catch(() => {}),
  )
  const ended = Promise.all(all)
  await vi.advanceTimersByTimeAsync(attempts * 10)
  await ended
  return under.most
}

test('lets more through at once while all is well, and fewer when the store refuses', async () => {
  const gate = new Gate({ most: 32 })
  expect(await fill(gate, 16, () => false)).toBe(16)
  await fill(gate, 2000, () => false)
  expect(await fill(gate, 100, (i) => i === 0)).toBe(32)
  expect(await fill(gate, 20, () => true)).toBeLessThan(32)
  await fill(gate, 400, () => true)
  expect(await fill(gate, 20, () => true)).toBe(8)
})

test('lets no more through in a second than is allowed', async () => {
  vi.useRealTimers()
  const gate = new Gate({ most: 32, perSecond: 50 })
  const start = Date.now()
  const begun = await Promise.all(
    Array.from({ length: 21 }, () => gate.attempt(async () => Date.now() - start)),
  )
  for (const [i, after] of begun.entries()) expect(after).toBeGreaterThanOrEqual(i * 20 - 2)
})

test('a store that was silent for long is tried once a second, until it answers', async () => {
  const gate = new Gate({ most: 8 })
  const fail = () => gate.attempt(() => Promise.reject(refusal()))
  for (let i = 0; i < 40; i++) await expect(fail()).rejects.toThrow(S3ServiceException)
  vi.advanceTimersByTime(30_000)
  await expect(fail()).rejects.toThrow(S3ServiceException) // the trial
  await expect(fail()).rejects.toThrow(new StoreSilent(30))
  vi.advanceTimersByTime(1000)
  await expect(gate.attempt(async () => 'back')).resolves.toBe('back')
  await expect(gate.attempt(async () => 'again')).resolves.toBe('again')
})

test('a few that fail do not make a store silent, however long it takes', async () => {
  const gate = new Gate({ most: 8 })
  vi.advanceTimersByTime(600_000)
  for (let i = 0; i < 31; i++)
    await expect(gate.attempt(() => Promise.reject(refusal()))).rejects.toThrow(S3ServiceException)
  await expect(gate.attempt(async () => 'there')).resolves.toBe('there')
})
