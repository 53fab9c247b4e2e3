import { expect, test } from 'vitest'
import { Given } from './given.ts'

/** A file whose only object is missing by the listing and the probe, and a sound one beside it. */
async function givenMissing() {
  const given = await Given.open()
  await given.promised({ object_key: 'gone' }, { object_key: 'here', file_id: 'g' })
  await given.stored({ here: 10 })
  await given.listed()
  await given.probed({ gone: 'absent' })
  return given
}

async function verdicts(given: Given) {
  await given.runAll()
  expect(await given.rows('select * from broken_sum')).toEqual([])
  return given.rows('select object_key, state, reason, change from object_verdict order by row_number')
}

const files = (given: Given) =>
  given.rows(`
    select expected::integer as expected, missing::integer as missing, not_expected::integer as not_expected
    from total where unit = 'files' and grain = 'platform'`)

test('a row that is still there stays as it is', async () => {
  const given = await givenMissing()
  await given.lookedAgain({ f: [{ object_key: 'gone' }] })
  expect(await verdicts(given)).toEqual([
    { object_key: 'gone', state: 'missing', reason: 'absent', change: null },
  ])
})

test('a row that is gone was withdrawn: it is not expected, and no loss', async () => {
  const given = await givenMissing()
  await given.lookedAgain({ f: [] })
  expect(await verdicts(given)).toEqual([
    { object_key: 'gone', state: 'not_expected', reason: null, change: 'withdrawn-since' },
  ])
  expect(await files(given)).toEqual([{ expected: 1, missing: 0, not_expected: 1 }])
})

test('a row that now says why nothing is there is not expected', async () => {
  const given = await givenMissing()
  await given.lookedAgain({ f: [{ object_key: 'gone', not_expected: 'purged' }] })
  expect(await verdicts(given)).toMatchObject([{ state: 'not_expected', change: 'withdrawn-since' }])
})

test.each([
  { answer: 10, state: 'intact', reason: null },
  { answer: 4, state: 'altered', reason: 'size' },
  { answer: 'absent' as const, state: 'missing', reason: 'absent' },
  { answer: 'error' as const, state: 'unknown', reason: 'error' },
])('a rewritten row is judged by its new key: $answer', async ({ answer, state, reason }) => {
  const given = await givenMissing()
  await given.lookedAgain({ f: [{ object_key: 'new' }] })
  await given.probed({ new: answer })
  expect(await verdicts(given)).toEqual([{ object_key: 'new', state, reason, change: 'rewritten' }])
})

test('a size that was corrected since is the one that counts', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'k', size_bytes: '11' })
  await given.stored({ k: 10 })
  await given.listed()
  await given.probed({ k: 10 })
  await given.lookedAgain({ f: [{ object_key: 'k', size_bytes: '10' }] })
  expect(await verdicts(given)).toEqual([
    { object_key: 'k', state: 'intact', reason: null, change: 'repromised' },
  ])
})

test('of a file in blocks each row keeps or changes its own key; one more block counts too', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'k1' }, { object_key: 'k2' })
  await given.stored({ k1: 10 })
  await given.listed()
  await given.probed({ k2: 'absent', 'k2-new': 10, k3: 'absent' })
  await given.lookedAgain({ f: [{ object_key: 'k1' }, { object_key: 'k2-new' }, { object_key: 'k3' }] })
  await given.runAll()
  expect(await given.rows('select * from broken_sum')).toEqual([])
  expect(
    await given.rows('select object_key, state, change from object_verdict order by object_key'),
  ).toEqual([
    { object_key: 'k1', state: 'intact', change: null },
    { object_key: 'k2-new', state: 'intact', change: 'rewritten' },
    { object_key: 'k3', state: 'missing', change: 'added-since' },
  ])
  expect(await given.rows('select state from file_verdict')).toEqual([{ state: 'missing' }])
})

test('a database that does not answer a second time leaves unknown', async () => {
  const given = await givenMissing()
  await given.lookedAgain({ f: 'error' })
  expect(await verdicts(given)).toEqual([
    { object_key: 'gone', state: 'unknown', reason: 'error', change: null },
  ])
})

test('a signature that is withdrawn leaves its file as it was', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'k' }, { object_key: 's', role: 'signature' })
  await given.stored({ k: 10 })
  await given.listed()
  await given.probed({ s: 'absent' })
  await given.lookedAgain({ f: [{ object_key: 'k' }] })
  expect(await verdicts(given)).toMatchObject([{ state: 'intact' }, { state: 'not_expected' }])
  expect(await files(given)).toEqual([{ expected: 1, missing: 0, not_expected: 0 }])
})
