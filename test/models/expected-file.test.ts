import { expect, test } from 'vitest'
import { Given } from './given.ts'

const FILES = 'select file_id, year, in_scope from expected_file order by file_id'

test.each([
  ['the last second of the year in Paris', '2022-12-31T22:59:59Z', '2022', false],
  ['New Year in Paris, still the old year in UTC', '2022-12-31T23:00:00Z', '2023', true],
  ['without a zone it is in the zone of the incident', '2023-01-01 00:00:00', '2023', true],
  ['a second before', '2022-12-31 23:59:59', '2022', false],
  ['of another zone', '2022-12-31T18:30:00-05:00', '2023', true],
  ['a date alone', ' 2023-06-01 ', '2023', true],
  ['none', null, 'undated', true],
  ['a text', '27/07/2O23', 'undated', true],
  ['a way of writing none', '0001-01-01', 'undated', true],
  ['another way of writing none', '9999-12-31 23:59:59', 'undated', true],
])('year of a deposit: %s', async (_, deposited_at, year, in_scope) => {
  const given = await Given.open({ years: [2023] })
  await given.promised({ deposited_at })
  await given.run('expectations')
  expect(await given.rows(FILES)).toEqual([{ file_id: 'f', year, in_scope }])
})

test.each([
  [2022, true],
  [2023, false],
])('scope %i takes whole files, by their earliest content object', async (scope, in_scope) => {
  const given = await Given.open({ years: [scope] })
  await given.promised(
    { deposited_at: '2023-01-01 00:10' },
    { deposited_at: '2022-12-31 23:50' },
    { deposited_at: '2021-01-01', role: 'signature' },
  )
  await given.run('expectations')
  expect(await given.rows(FILES)).toEqual([{ file_id: 'f', year: '2022', in_scope }])
  expect(await given.rows('select distinct year, in_scope from expected_object')).toEqual([
    { year: '2022', in_scope },
  ])
})

test('a content object without a readable date does not take the date of its signature', async () => {
  const given = await Given.open({ years: [2023] })
  await given.promised({ deposited_at: 'soon' }, { role: 'signature', deposited_at: '2019-02-03' })
  await given.run('expectations')
  expect(await given.rows(FILES)).toEqual([{ file_id: 'f', year: 'undated', in_scope: true }])
})

test('the scope may name a date of the consultation', async () => {
  const given = await Given.open({ years: [2023], yearOf: 'deadline_at' })
  await given.insert('raw_consultation', [
    { row_number: 2, collectivity_id: 'c', consultation_id: 'd', deadline_at: '2023-02-01 12:00' },
  ])
  await given.promised(
    { file_id: 'a', consultation_id: 'd' },
    { file_id: 'b' },
    { file_id: 'x', consultation_id: 'gone' },
  )
  await given.run('expectations')
  expect(await given.rows(FILES)).toEqual([
    { file_id: 'a', year: '2023', in_scope: true },
    { file_id: 'b', year: 'undated', in_scope: true },
    { file_id: 'x', year: 'undated', in_scope: true },
  ])
})

test('kinds outside the scope are left out; a row without a kind never is', async () => {
  const given = await Given.open({ kinds: ['dce'] })
  await given.promised(
    { file_id: 'a', kind: 'dce' },
    { file_id: 'b', kind: 'offer' },
    { file_id: 'x', kind: null },
  )
  await given.run('expectations')
  expect(await given.rows('select file_id, kind, in_scope from expected_file order by file_id')).toEqual([
    { file_id: 'a', kind: 'dce', in_scope: true },
    { file_id: 'b', kind: 'offer', in_scope: false },
    { file_id: 'x', kind: 'unspecified', in_scope: true },
  ])
})

test('ids are unique only within their collectivity, consultation and kind', async () => {
  const given = await Given.open()
  await given.promised(
    {},
    { collectivity_id: 'other' },
    { consultation_id: 'm' },
    { kind: 'dce' },
    { file_id: null, object_key: 'x' },
    { file_id: '', object_key: null },
  )
  await given.run('expectations')
  expect((await given.rows(FILES)).map((row) => row['file_id'])).toEqual(['f', 'f', 'f', 'f', 'row 6', 'x'])
})
