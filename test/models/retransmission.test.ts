import { expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { givenIncident } from './given-incident.ts'

/** One file deposited on the morning of the incident, unless told; it is stored, unless told. */
async function retransmission(file: Parameters = {}, how: 'stored' | 'absent' | 'error' = 'stored') {
  const given = await givenIncident()
  await given.promised({ object_key: 'k', deposited_at: '2023-07-27 09:00', ...file })
  if (how === 'stored') await given.stored({ k: 10 })
  else await given.probed({ k: how })
  await given.listed()
  await given.runAll()
  return given
}

const rows = async (file: Parameters, how?: 'stored' | 'absent' | 'error') =>
  (await retransmission(file, how)).rows('select * from retransmission')

test.each<[string, Parameters, number]>([
  ['when the risk begins', { deposited_at: '2023-07-27 06:00' }, 1],
  ['a second before', { deposited_at: '2023-07-27 05:59:59' }, 0],
  ['when the service stopped', { deposited_at: '2023-07-27 10:30' }, 1],
  ['a second after', { deposited_at: '2023-07-27 10:30:01' }, 0],
  ['in another zone', { deposited_at: '2023-07-27 08:30:00+00' }, 1],
  ['nobody knows when', { deposited_at: null }, 0],
  ['of a service without a window of risk', { kind: 'acte' }, 0],
  ['of no service', { kind: 'pes' }, 0],
  ['withdrawn', { not_expected: 'withdrawn' }, 0],
  ['its signature only', { role: 'signature' }, 0],
])('a file deposited %s: %#', async (_, file, n) => {
  expect(await rows(file)).toHaveLength(n)
})

test.each([
  ['stored', 'intact'],
  ['absent', 'missing'],
  ['error', 'unknown'],
] as const)('whatever its state: %s', async (how, state) => {
  expect(await rows({}, how)).toMatchObject([
    { found_as: 'deposited', state, service: 'Marchés', collectivity_id: 'c' },
  ])
})

test('a file in several parts is one row, when one of them was deposited then', async () => {
  const given = await givenIncident()
  await given.promised(
    { object_key: 'a', deposited_at: '2023-07-27 09:10' },
    { object_key: 'b', deposited_at: '2023-07-27 09:05' },
    { object_key: 'c', deposited_at: '2023-07-26 09:00' },
  )
  await given.stored({ a: 10, b: 10, c: 10 })
  await given.listed()
  await given.runAll()
  expect(await given.rows('select * from retransmission')).toMatchObject([
    { file_id: 'f', deposited_at: new Date('2023-07-27T07:05:00Z') },
  ])
})

test('sealed bids stay sealed, and a consultation that is not known is sealed', async () => {
  const bid = { offer_id: 'o', bidder: 'Secret SARL', file_name: 'prix.pdf', lot: '1' }
  expect(await rows(bid)).toMatchObject([
    { sealed: true, bidder: null, file_name: null, offer_id: 'o', lot: '1' },
  ])
  expect(await rows({ ...bid, consultation_id: 'gone' })).toMatchObject([
    { sealed: true, bidder: null, consultation_id: 'unattached' },
  ])
  expect(await rows({ ...bid, file_id: '' })).toMatchObject([{ file_id: expect.stringMatching(/^sha256:/) }])
})

test.each([
  ['2023-07-27 06:00:00+02', 1],
  ['2023-07-27 05:59:59+02', 0],
  ['2023-07-27 10:30:00+02', 1],
  ['2023-07-27 10:30:01+02', 0],
  [null, 0],
])('an orphan stored at %s: %s', async (last_modified, n) => {
  const given = await givenIncident()
  await given.stored({ orphan: { size_bytes: 3, last_modified } })
  await given.listed()
  await given.runAll()
  const found = await given.rows('select * from retransmission')
  expect(found).toHaveLength(n)
  if (n > 0)
    expect(found).toMatchObject([
      { found_as: 'orphan', object_key: 'orphan', collectivity_id: null, state: null },
    ])
})
