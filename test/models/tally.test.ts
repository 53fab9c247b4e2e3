import { expect, test } from 'vitest'
import { Given } from './given.ts'

const COUNTS = 'select unit, state, assurance, sum(n)::integer as n from tally group by all order by all'

test('a file wholly intact is counted, its signature apart, with the weakest assurance', async () => {
  const given = await Given.open()
  await given.promised({}, { size_bytes: null }, { role: 'signature' })
  await given.stored({ k1: 10, k2: 4, k3: 10 })
  await given.listed()
  await given.run('expectations', 'match')
  expect(await given.rows(COUNTS)).toEqual([
    { unit: 'files', state: 'intact', assurance: 'listed', n: 1 },
    { unit: 'objects', state: 'intact', assurance: 'listed', n: 1 },
    { unit: 'objects', state: 'intact', assurance: 'size', n: 2 },
    { unit: 'signatures', state: 'intact', assurance: 'size', n: 1 },
  ])
})

test('of a file that is not wholly intact nothing is counted, and every object is a row', async () => {
  const given = await Given.open()
  await given.promised({}, {}, { role: 'signature' })
  await given.stored({ k1: 10, k3: 10 })
  await given.listed()
  await given.run('expectations', 'match')
  expect(await given.rows(COUNTS)).toEqual([])
  expect(await given.rows('select row_number, suspicion, listed_bytes from match_row order by all')).toEqual([
    { row_number: 1, suspicion: null, listed_bytes: 10 },
    { row_number: 2, suspicion: 'not-found', listed_bytes: null },
    { row_number: 3, suspicion: null, listed_bytes: 10 },
  ])
})

test('what is not expected is counted apart, and is no file when something of the file is expected', async () => {
  const given = await Given.open()
  await given.promised(
    { file_id: 'gone', not_expected: 'purged' },
    { file_id: 'half' },
    { file_id: 'half', not_expected: 'paper' },
    { file_id: 'hurt' },
    { file_id: 'hurt', not_expected: 'paper' },
    { file_id: 'gone', role: 'signature', not_expected: 'purged' },
  )
  await given.stored({ k2: 10 })
  await given.listed()
  await given.run('expectations', 'match')
  expect(await given.rows(COUNTS)).toEqual([
    { unit: 'files', state: 'intact', assurance: 'size', n: 1 },
    { unit: 'files', state: 'not_expected', assurance: null, n: 1 },
    { unit: 'objects', state: 'intact', assurance: 'size', n: 1 },
    { unit: 'objects', state: 'not_expected', assurance: null, n: 4 },
    { unit: 'signatures', state: 'not_expected', assurance: null, n: 1 },
  ])
})

test('rows that are out of scope are counted nowhere', async () => {
  const given = await Given.open({ years: [2023] })
  await given.promised(
    { deposited_at: '2019-01-01' },
    { file_id: 'g', deposited_at: '2019-01-01', not_expected: 'purged' },
  )
  await given.listed()
  await given.run('expectations', 'match')
  expect(await given.rows('select * from tally')).toEqual([])
  expect(await given.rows('select * from match_row')).toEqual([])
})

test('is cut by year and consultation, and apart by week and key head; unknown consultations stand under none', async () => {
  const given = await Given.open()
  await given.promised(
    { file_id: 'a', object_key: 'vol-01/2023/x/1', deposited_at: '2023-01-01 12:00' },
    { file_id: 'b', object_key: 'vol-01/2023/y/2', deposited_at: '2022-12-26 00:00' },
    { file_id: 'b', object_key: 'top', consultation_id: 'unknown', deposited_at: null },
    { file_id: 'b', object_key: 'top2', consultation_id: 'unknown too', deposited_at: null },
  )
  await given.stored({ 'vol-01/2023/x/1': 10, 'vol-01/2023/y/2': 10, top: 10, top2: 10 })
  await given.listed()
  await given.run('expectations', 'match')
  expect(
    await given.rows(`select consultation_id, year, n from tally where unit = 'files' order by all`),
  ).toEqual([
    { consultation_id: '', year: 'undated', n: 2 },
    { consultation_id: 'n', year: '2022', n: 1 },
    { consultation_id: 'n', year: '2023', n: 1 },
  ])
  expect(await given.rows('select week, key_head, objects, files from place_tally order by all')).toEqual([
    { week: '2022-12-26', key_head: 'vol-01/2023/', objects: 2, files: 2 },
    { week: null, key_head: '', objects: 2, files: 2 },
  ])
})
