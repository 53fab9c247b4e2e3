import { expect, test } from 'vitest'
import { recordFact } from '../../src/store/fact.ts'
import type { Parameters } from '../../src/store/run-store.ts'
import type { Given } from './given.ts'
import { givenIncident } from './given-incident.ts'

type Case = { consultation?: Parameters; file?: Parameters; copy?: 'found' | 'error'; kind?: string }

/** One damaged file of a consultation without any date, but for what the case says. */
async function damaged({ consultation = {}, file = {}, copy }: Case) {
  const given = await givenIncident()
  await given.insert('raw_consultation', [
    { row_number: 2, collectivity_id: 'c', consultation_id: 'm', ...consultation },
  ])
  await given.promised({ object_key: 'k', consultation_id: 'm', deposited_at: '2023-01-01', ...file })
  await given.probed({ k: 'absent' })
  await given.copies({ replica: { k: copy === 'found' ? 10 : copy === 'error' ? 'error' : 'absent' } })
  await given.listed()
  await given.runAll()
  return given
}

const verdict = async (given: Given) => {
  const [row] = await given.rows('select urgency, rule, superseded from urgency')
  return row
}

const OPENED = { deadline_at: '2023-06-01 12:00', opened_at: '2023-06-02 09:00' }

test.each<[string, Case, number, string]>([
  ['its deadline lies ahead', { consultation: { deadline_at: '2023-08-05 09:57' } }, 1, 'still-open'],
  ['it was moved ahead', { consultation: { ...OPENED, deadline_at: '2023-09-01' } }, 1, 'still-open'],
  ['only the initial one is known', { consultation: { initial_deadline_at: '2023-09-01' } }, 1, 'still-open'],
  [
    'closed at the minute of the snapshot',
    { consultation: { deadline_at: '2023-08-05 09:56' } },
    1,
    'not-opened',
  ],
  ['closed, and nobody opened it', { consultation: { deadline_at: '2022-05-01 12:00' } }, 1, 'not-opened'],
  [
    'the deadline that stands counts',
    { consultation: { ...OPENED, initial_deadline_at: '2024-01-01' } },
    4,
    'retained',
  ],
  [
    'awarded, so it was opened: the date is missing',
    { consultation: { deadline_at: '2022-05-01 12:00', awarded_at: '2022-06-01' } },
    4,
    'retained',
  ],
  ['no deadline at all: there is nothing to open', {}, 4, 'retained'],
  [
    'its deadline is the minute the service stopped',
    { consultation: { ...OPENED, deadline_at: '2023-07-27 10:30' } },
    1,
    'deadline-in-window',
  ],
  [
    'and the minute it came back',
    { consultation: { ...OPENED, deadline_at: '2023-08-03 14:00' } },
    1,
    'deadline-in-window',
  ],
  [
    'the initial one, moved since to before',
    { consultation: { ...OPENED, initial_deadline_at: '2023-07-30 12:00' } },
    1,
    'deadline-in-window',
  ],
  [
    'a minute before the incident',
    { consultation: { ...OPENED, deadline_at: '2023-07-27 10:29' } },
    4,
    'retained',
  ],
  ['a minute after it', { consultation: { ...OPENED, deadline_at: '2023-08-03 14:01' } }, 4, 'retained'],
  [
    'after it, but its service was still down',
    { consultation: { ...OPENED, deadline_at: '2023-08-03 14:01' }, file: { kind: 'acte' } },
    1,
    'deadline-in-window',
  ],
  [
    'a kind whose service was not down',
    { consultation: { ...OPENED, deadline_at: '2023-07-30 12:00' }, file: { kind: 'pes' } },
    4,
    'retained',
  ],
  [
    'awarded twelve months before, to the minute',
    { consultation: { ...OPENED, awarded_at: '2022-08-05 09:56' } },
    2,
    'awarded-lately',
  ],
  ['a minute earlier', { consultation: { ...OPENED, awarded_at: '2022-08-05 09:55' } }, 4, 'retained'],
  ['lost, and of the winning bid', { consultation: OPENED, file: { winning: 'oui' } }, 2, 'winning-bid'],
  [
    'of the winning bid, and nobody knows of a copy',
    { consultation: OPENED, file: { winning: 'oui' }, copy: 'error' },
    2,
    'winning-bid',
  ],
  [
    'of the winning bid, and recoverable',
    { consultation: OPENED, file: { winning: 'oui' }, copy: 'found' },
    4,
    'retained',
  ],
  ['works', { consultation: { ...OPENED, category: 'works' } }, 3, 'works-retained'],
  [
    'works of nine years ago',
    { consultation: { ...OPENED, category: 'works', awarded_at: '2014-08-05' } },
    3,
    'works-retained',
  ],
  [
    'works, ten years to the minute',
    { consultation: { ...OPENED, category: 'works', awarded_at: '2013-08-05 09:56' } },
    5,
    'beyond-retention',
  ],
  [
    'works, a minute less',
    { consultation: { ...OPENED, category: 'works', awarded_at: '2013-08-05 09:57' } },
    3,
    'works-retained',
  ],
  [
    'services, five years to the minute',
    { consultation: { ...OPENED, category: 'services', awarded_at: '2018-08-05 09:56' } },
    5,
    'beyond-retention',
  ],
  [
    'a minute less',
    { consultation: { ...OPENED, category: 'services', awarded_at: '2018-08-05 09:57' } },
    4,
    'retained',
  ],
  [
    'the award counts before the deadline',
    { consultation: { opened_at: '2017-01-01', deadline_at: '2017-01-01', awarded_at: '2022-01-01' } },
    4,
    'retained',
  ],
  ['then the publication', { consultation: { published_at: '2017-01-01' } }, 5, 'beyond-retention'],
  ['then the date of the file', { file: { deposited_at: '2017-01-01' } }, 5, 'beyond-retention'],
  ['without any date: within retention', { file: { deposited_at: null } }, 4, 'retained'],
  ['its consultation is not known', { file: { consultation_id: 'gone' } }, 4, 'retained'],
])('%s', async (_, how, urgency, rule) => {
  expect(await verdict(await damaged(how))).toEqual({ urgency, rule, superseded: false })
})

test.each<[Case, number, string]>([
  [{ consultation: { deadline_at: '2023-09-01' } }, 2, 'still-open'],
  [{ consultation: { ...OPENED, awarded_at: '2023-08-01' } }, 3, 'awarded-lately'],
  [{ consultation: { ...OPENED, category: 'works' } }, 4, 'works-retained'],
  [{ consultation: OPENED }, 5, 'retained'],
  [{ consultation: { published_at: '2010-01-01' } }, 6, 'beyond-retention'],
])('superseded, %j: one step less urgent', async ({ consultation }, urgency, rule) => {
  const given = await damaged({ consultation: consultation ?? {}, file: { current: 'non' } })
  expect(await verdict(given)).toEqual({ urgency, rule, superseded: true })
})

test('the configuration says how many months and years', async () => {
  const given = await damaged({ consultation: { ...OPENED, category: 'works', awarded_at: '2021-01-01' } })
  await recordFact(given.store, 'urgency', {
    awarded_months: 36,
    retention_years: 1,
    works_retention_years: 2,
  })
  await given.run('analysis')
  expect(await verdict(given)).toMatchObject({ rule: 'awarded-lately' })
  await recordFact(given.store, 'urgency', {
    awarded_months: 0,
    retention_years: 1,
    works_retention_years: 2,
  })
  await given.run('analysis')
  expect(await verdict(given)).toMatchObject({ rule: 'beyond-retention', urgency: 5 })
})

test('a consultation is as urgent as its most urgent file; intact and unknown ones say nothing', async () => {
  const given = await givenIncident()
  await given.insert('raw_consultation', [
    { row_number: 2, collectivity_id: 'c', consultation_id: 'm', ...OPENED },
    { row_number: 3, collectivity_id: 'c', consultation_id: 'x', deadline_at: '2024-01-01' },
  ])
  await given.promised(
    { object_key: 'a', consultation_id: 'm', file_id: 'a', winning: '1', current: 'non' },
    { object_key: 'b', consultation_id: 'm', file_id: 'b' },
    { object_key: 'c', consultation_id: 'x', file_id: 'c' },
    { object_key: 'd', consultation_id: 'gone', file_id: 'd', deposited_at: '2010-01-01' },
    { object_key: 'e', consultation_id: 'lost', file_id: 'e' },
  )
  await given.stored({ c: 10 })
  await given.probed({ a: 'absent', b: 'absent', d: 'absent', e: 'absent' })
  await given.listed()
  await given.runAll()
  expect(await given.rows('from consultation_urgency order by consultation_id')).toEqual([
    { collectivity_id: 'c', consultation_id: 'm', urgency: 3, urgency_rule: 'winning-bid', superseded: true },
    {
      collectivity_id: 'c',
      consultation_id: 'unattached',
      urgency: 4,
      urgency_rule: 'retained',
      superseded: false,
    },
  ])
})

test('every affected contact has an urgency', async () => {
  const given = await damaged({ file: { consultation_id: 'gone' } })
  expect(
    await given.rows(
      'select u.urgency from affected_contact left join consultation_urgency as u using (collectivity_id, consultation_id)',
    ),
  ).toEqual([{ urgency: 4 }])
})
