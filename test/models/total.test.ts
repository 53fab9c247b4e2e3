import { expect, test } from 'vitest'
import { Given } from './given.ts'

/** Two collectivities with the same ids, two kinds, two years; something of everything. */
async function estate(): Promise<Given> {
  const given = await Given.open()
  await given.insert('raw_collectivity', [{ row_number: 2, collectivity_id: 'c2', name: 'Syndicat' }])
  await given.insert('raw_consultation', [{ row_number: 2, collectivity_id: 'c2', consultation_id: 'n' }])
  const file = (file_id: string, rest: object = {}) => ({ file_id, object_key: file_id, ...rest })
  await given.promised(
    file('fine'),
    file('gone'),
    file('gone-dce', { kind: 'dce', deposited_at: '2023-01-02' }),
    file('short', { collectivity_id: 'c2' }),
    file('mute', { collectivity_id: 'c2' }),
    file('mystery', { consultation_id: 'nowhere' }),
    file('purged', { not_expected: 'purged' }),
    file('gone', { object_key: 'gone.sig', role: 'signature' }),
  )
  await given.stored({ fine: 10, short: 9 })
  await given.probed({
    gone: 'absent',
    'gone-dce': 'absent',
    'gone.sig': 'absent',
    short: 9,
    mute: 'error',
    mystery: 'absent',
  })
  await given.copies({
    replica: { gone: 'absent', 'gone-dce': 10, 'gone.sig': 'absent', short: 'error', mystery: 'absent' },
  })
  await given.listed()
  return given.runAll()
}

test('the sums hold at every grain', async () => {
  const given = await estate()
  expect(await given.rows('select * from broken_sum')).toEqual([])
  expect(
    await given.rows(
      `select grain, sum(expected)::integer as files from total where unit = 'files' group by grain order by grain`,
    ),
  ).toEqual(
    [
      'collectivity',
      'collectivity-kind',
      'consultation',
      'consultation-kind',
      'kind',
      'kind-year',
      'platform',
      'year',
    ].map((grain) => ({ grain, files: 6 })),
  )
})

test('the platform in files, each rate of what is expected', async () => {
  const given = await estate()
  expect(
    (
      await given.rows(
        `select * exclude (collectivity_id, consultation_id, kind, year) from total where unit = 'files' and grain = 'platform'`,
      )
    )[0],
  ).toEqual({
    grain: 'platform',
    unit: 'files',
    expected: 6,
    intact: 1,
    altered: 1,
    missing: 3,
    unknown: 1,
    damaged: 4,
    lost: 2,
    recoverable: 1,
    recovery_unknown: 1,
    not_expected: 1,
    by_rule: 0,
    assurance_listed: 0,
    assurance_size: 1,
    assurance_checksum: 0,
    missing_rate: 3 / 6,
    missing_rate_max: 4 / 6,
    damaged_rate: 4 / 6,
    lost_rate: 2 / 6,
  })
})

test('a consultation is that of its collectivity; files of an unknown one stand under none', async () => {
  const given = await estate()
  expect(
    await given.rows(
      `select collectivity_id, consultation_id, expected, damaged from total where unit = 'files' and grain = 'consultation' order by all`,
    ),
  ).toEqual([
    { collectivity_id: 'c', consultation_id: '', expected: 1, damaged: 1 },
    { collectivity_id: 'c', consultation_id: 'n', expected: 3, damaged: 2 },
    { collectivity_id: 'c2', consultation_id: 'n', expected: 2, damaged: 1 },
  ])
})

test('objects and signatures are counted apart', async () => {
  const given = await estate()
  expect(
    await given.rows(`select unit, expected, missing from total where grain = 'platform' order by unit`),
  ).toEqual([
    { unit: 'files', expected: 6, missing: 3 },
    { unit: 'objects', expected: 7, missing: 4 },
    { unit: 'signatures', expected: 1, missing: 1 },
  ])
})

test.each([
  ['a state that is none', `update state_count set state = 'odd' where state = 'missing'`],
  ['a damage without a recovery', 'update state_count set recovery = null'],
  ['an intact object without an assurance', 'update state_count set assurance = null'],
  ['a count too many', `update state_count set n = n + 1 where state = 'not_expected' and unit = 'files'`],
])('broken_sum tells %s', async (_, spoil) => {
  const given = await estate()
  await given.store.run(spoil)
  await given.store.model(new URL('../../src/analysis/models/total.sql', import.meta.url))
  expect(await given.rows('select * from broken_sum')).not.toEqual([])
})

test('an estate without a promise has no total that is wrong', async () => {
  const given = await Given.open()
  await given.runAll()
  expect(await given.rows('select * from broken_sum')).toEqual([])
})
