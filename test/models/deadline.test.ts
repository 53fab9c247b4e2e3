import { expect, test } from 'vitest'
import { recordFact } from '../../src/store/fact.ts'
import type { Parameters } from '../../src/store/run-store.ts'
import { givenIncident } from './given-incident.ts'

/** What is said of a consultation with these dates and these rows; the margin is 72 hours unless told. */
async function deadlines(
  consultation: Parameters,
  rows: Parameters[] = [{ kind: 'dce' }],
  margin_hours = 72,
) {
  const given = await givenIncident()
  await recordFact(given.store, 'deadlines', { margin_hours })
  await given.insert('raw_consultation', [
    { row_number: 2, collectivity_id: 'c', consultation_id: 'm', ...consultation },
  ])
  const stored: Record<string, number> = {}
  for (const [i, row] of rows.entries()) {
    stored[`k${i}`] = 10
    await given.promised({ object_key: `k${i}`, file_id: `f${i}`, consultation_id: 'm', ...row })
  }
  await given.stored(stored)
  await given.listed()
  await given.runAll()
  return given.rows(
    `select service, which, nearness, offers_received, offers_before, last_deposit_before_at from deadline order by service`,
  )
}

test.each<[string, Parameters, [which: string, nearness: string] | null]>([
  ['the minute the service stopped', { deadline_at: '2023-07-27 10:30' }, ['present', 'in-window']],
  ['the minute it came back', { deadline_at: '2023-08-03 14:00' }, ['present', 'in-window']],
  ['a minute later', { deadline_at: '2023-08-03 14:01' }, ['present', 'in-margin']],
  ['three days later, to the minute', { deadline_at: '2023-08-06 14:00' }, ['present', 'in-margin']],
  ['a minute more', { deadline_at: '2023-08-06 14:01' }, null],
  ['three days before, to the minute', { deadline_at: '2023-07-24 10:30' }, ['present', 'in-margin']],
  ['a minute more before', { deadline_at: '2023-07-24 10:29' }, null],
  [
    'the initial one, and the present one was moved away',
    { initial_deadline_at: '2023-07-28 12:00', deadline_at: '2023-08-30 12:00' },
    ['initial', 'in-window'],
  ],
  [
    'moved into the margin',
    { initial_deadline_at: '2023-07-28 12:00', deadline_at: '2023-08-04 12:00' },
    ['both', 'in-window'],
  ],
  ['without any', {}, null],
  ['one that nobody can read', { deadline_at: '0000-00-00' }, null],
])('%s', async (_, consultation, expected) => {
  const rows = await deadlines(consultation)
  expect(rows.map(({ service, which, nearness }) => [service, which, nearness])).toEqual(
    expected === null ? [] : [['Marchés', ...expected]],
  )
})

test('without a margin only what fell in the window; half an hour is half an hour', async () => {
  expect(await deadlines({ deadline_at: '2023-08-03 14:01' }, [{ kind: 'dce' }], 0)).toEqual([])
  expect(await deadlines({ deadline_at: '2023-08-03 14:30' }, [{ kind: 'dce' }], 0.5)).toHaveLength(1)
  expect(await deadlines({ deadline_at: '2023-08-03 14:31' }, [{ kind: 'dce' }], 0.5)).toHaveLength(0)
})

test('a consultation belongs to the services of its kinds; without a file nobody knows, so to every one', async () => {
  const at = { deadline_at: '2023-07-30 12:00' }
  const services = async (rows: Parameters[]) => (await deadlines(at, rows)).map(({ service }) => service)
  expect(await services([{ kind: 'acte' }])).toEqual(['Actes'])
  expect(await services([{ kind: 'acte' }, { kind: 'offer' }])).toEqual(['Actes', 'Marchés'])
  expect(await services([{ kind: 'pes' }])).toEqual([])
  expect(await services([])).toEqual(['Actes', 'Marchés'])
})

test('counts bids, not files; those withdrawn or on paper are not there', async () => {
  const bid = { kind: 'offer', deposited_at: '2023-07-26 18:00' }
  const [row] = await deadlines({ deadline_at: '2023-07-30 12:00' }, [
    { kind: 'dce', deposited_at: '2023-07-27 10:00' },
    { ...bid, offer_id: '1' },
    { ...bid, offer_id: '1', deposited_at: '2023-07-27 10:29:59' },
    { ...bid, offer_id: '2', deposited_at: '2023-08-03 15:00' },
    { ...bid, offer_id: '3', not_expected: 'withdrawn' },
    { ...bid, offer_id: null, bidder: 'Sans numéro', deposited_at: null },
  ])
  expect(row).toMatchObject({
    offers_received: 3,
    offers_before: 1,
    last_deposit_before_at: new Date('2023-07-27T08:29:59Z'),
  })
})

test('no bid before the incident: no last deposit, and it is listed all the same', async () => {
  expect(await deadlines({ deadline_at: '2023-07-30 12:00' })).toEqual([
    {
      service: 'Marchés',
      which: 'present',
      nearness: 'in-window',
      offers_received: 0,
      offers_before: 0,
      last_deposit_before_at: null,
    },
  ])
})
