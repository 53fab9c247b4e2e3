import { describe, expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

const SUSPECTS = 'select row_number, suspicion from suspect_object order by row_number'

/** @returns the suspicion of one promise, or undefined when the listing shows it intact */
async function suspicion(promise: Parameters, stored: Record<string, number>, ...ranges: Parameters[]) {
  const given = await Given.open()
  await given.promised({ object_key: 'm', ...promise })
  await given.stored(stored)
  await given.listed(...ranges)
  await given.run('expectations', 'match')
  return (await given.rows(SUSPECTS))[0]?.['suspicion']
}

test.each<[string, Parameters, Record<string, number>, string | undefined]>([
  ['of the promised size', {}, { m: 10 }, undefined],
  ['of unknown size', { size_bytes: null }, { m: 3 }, undefined],
  ['of unreadable size', { size_bytes: '10 kB' }, { m: 3 }, undefined],
  ['empty as promised', { size_bytes: '0' }, { m: 0 }, undefined],
  ['of another size', {}, { m: 9 }, 'contradicted'],
  ['empty', { size_bytes: null }, { m: 0 }, 'contradicted'],
  ['not in the listing', {}, { M: 10 }, 'not-found'],
  ['in another bucket', { bucket: 'other' }, { m: 10 }, 'uncovered'],
  ['without a key', { object_key: null }, { m: 10 }, 'no-key'],
  ['with an empty key', { object_key: '' }, { m: 10 }, 'no-key'],
  ['not expected', { not_expected: 'purged' }, {}, undefined],
])('an object %s', async (_, promise, stored, expected) => {
  expect(await suspicion(promise, stored)).toBe(expected)
})

describe('what is not in the listing is not found only where the listing got', () => {
  test.each<[string, Parameters[], string]>([
    ['the range was listed to its end', [{ after: 'a', up_to: 'z' }], 'not-found'],
    ['its upper bound belongs to a range', [{ up_to: 'm' }], 'not-found'],
    ['its lower bound does not', [{ after: 'm' }], 'uncovered'],
    ['another range failed', [{ up_to: 'm' }, { after: 'm', state: 'failed' }], 'not-found'],
    ['its own range failed at once', [{ state: 'failed' }], 'uncovered'],
    ['its own range failed beyond it', [{ state: 'failed', last_key: 'n' }], 'not-found'],
    ['its own range failed at it', [{ state: 'failed', last_key: 'm' }], 'not-found'],
    ['its own range failed before it', [{ state: 'pending', last_key: 'lzz' }], 'uncovered'],
    ['only another prefix was listed', [{ prefix: 'x/' }], 'uncovered'],
    [
      'keys are compared as UTF-8',
      [{ after: '', up_to: '😀', state: 'failed' }, { after: '😀' }],
      'uncovered',
    ],
    ['another directory is unreadable', [{}, { prefix: 'x/', state: 'unreadable' }], 'not-found'],
    ['its directory is unreadable', [{}, { prefix: 'm', state: 'unreadable' }], 'uncovered'],
  ])('%s', async (_, ranges, expected) => {
    expect(await suspicion({}, {}, ...ranges)).toBe(expected)
  })

  test('a key above the surrogates lies after U+FFFF', async () => {
    const ranges = [{ up_to: '\uffff' }, { after: '\uffff', state: 'failed' }]
    expect(await suspicion({ object_key: '😀' }, {}, ...ranges)).toBe('uncovered')
    expect(await suspicion({ object_key: '\ufffd' }, {}, ...ranges)).toBe('not-found')
  })
})

test('every row of a shared key is judged', async () => {
  const given = await Given.open()
  await given.promised(
    { file_id: 'a', object_key: 's' },
    { file_id: 'b', object_key: 's' },
    { file_id: 'x', object_key: 's', size_bytes: '7' },
  )
  await given.stored({ s: 10 })
  await given.listed()
  await given.run('expectations', 'match')
  expect(await given.rows(SUSPECTS)).toEqual([
    { row_number: 1, suspicion: 'shared' },
    { row_number: 2, suspicion: 'shared' },
    { row_number: 3, suspicion: 'contradicted' },
  ])
})

test('an orphan is named by no row, in scope or not, and was stored before the snapshot', async () => {
  const given = await Given.open({ years: [2023] })
  await given.insert('fact', [{ name: 'snapshot', value: '{"taken_at":"2023-08-05T08:00:00Z"}' }])
  await given.promised(
    { object_key: 'old', deposited_at: '2019-01-01' },
    { object_key: 'purged', not_expected: 'purged' },
  )
  const object = { bucket: 'b', size_bytes: 1, listed_at: '2023-08-05 10:00:00+02' }
  await given.insert('listed_object', [
    { ...object, object_key: 'old' },
    { ...object, object_key: 'purged' },
    { ...object, object_key: 'nobody', last_modified: '2023-08-05 10:00:00+02' },
    { ...object, object_key: 'since', last_modified: '2023-08-05 10:00:01+02' },
    { ...object, object_key: 'timeless' },
  ])
  await given.run('expectations', 'match')
  expect(await given.rows('select object_key from orphan order by all')).toEqual([
    { object_key: 'nobody' },
    { object_key: 'timeless' },
  ])
})
