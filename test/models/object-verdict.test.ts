import { expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

type Answer = number | 'absent' | 'forbidden' | 'error' | undefined

test.each<[string, Parameters, number | undefined, Answer, string, string | null]>([
  // case, promise, listed bytes, answer by name, state, reason
  ['not listed, not there', {}, undefined, 'absent', 'missing', 'absent'],
  ['listed, its content not there', {}, 9, 'absent', 'missing', 'listed-only'],
  ['not listed, there after all', {}, undefined, 10, 'intact', null],
  ['not listed, there, size unknown', { size_bytes: null }, undefined, 3, 'intact', null],
  ['listed with another size, mended since', {}, 9, 10, 'intact', null],
  ['of another size', {}, 9, 9, 'altered', 'size'],
  ['longer', {}, 11, 11, 'altered', 'size'],
  ['empty', {}, 0, 0, 'altered', 'empty'],
  ['empty, size unknown', { size_bytes: null }, 0, 0, 'altered', 'empty'],
  ['not empty, promised empty', { size_bytes: '0' }, 3, 3, 'altered', 'size'],
  ['may not be asked for', {}, undefined, 'forbidden', 'unknown', 'forbidden'],
  ['an error', {}, 9, 'error', 'unknown', 'error'],
  ['nobody could ask', {}, undefined, undefined, 'unknown', 'error'],
  ['another size, and nobody could ask', {}, 9, undefined, 'unknown', 'error'],
  ['no key', { object_key: null }, undefined, undefined, 'unknown', 'no-key'],
])('%s', async (_, promise, listed, answer, state, reason) => {
  const given = await Given.open()
  await given.promised({ object_key: 'k', ...promise })
  if (listed !== undefined) await given.stored({ k: listed })
  if (answer !== undefined) await given.probed({ k: answer })
  await given.listed()
  await given.runAll()
  const [verdict] = await given.rows('select state, reason, assurance, recovery from object_verdict')
  const assurance = state !== 'intact' ? null : promise['size_bytes'] === null ? 'listed' : 'size'
  const recovery = state === 'missing' || state === 'altered' ? 'none' : null
  expect(verdict).toEqual({ state, reason, assurance, recovery })
})

test('a range that was not listed to its end leaves unknown, not missing', async () => {
  const given = await Given.open()
  await given.promised({})
  await given.listed({ state: 'failed' })
  await given.runAll()
  expect(await given.rows('select state, reason, evidence from object_verdict')).toEqual([
    { state: 'unknown', reason: 'not-listed', evidence: 'not listed; its range was not listed to the end' },
  ])
})

test('says what it rests on, and when it was observed', async () => {
  const given = await Given.open()
  await given.promised({}, {})
  await given.stored({ k1: 10, k2: 9 })
  await given.probed({ k2: 9 })
  await given.listed()
  await given.runAll()
  expect(
    await given.rows('select evidence, observed_at, stored_bytes from object_verdict order by row_number'),
  ).toEqual([
    { evidence: 'listed: 10 bytes', observed_at: new Date('2023-08-05T08:00:00Z'), stored_bytes: 10 },
    {
      evidence: 'listed: 9 bytes; asked: found, 9 bytes',
      observed_at: new Date('2023-08-05T10:00:00Z'),
      stored_bytes: 9,
    },
  ])
})
