import { expect, test } from 'vitest'
import { Given } from './given.ts'

const START = Date.UTC(2022, 4, 1, 10)
const at = (minute: number) => new Date(START + minute * 60_000)

/** Damaged objects deposited so many minutes after the start; null: undated. */
async function damagedAt(minutes: (number | null)[]) {
  const given = await Given.open()
  await given.store.run(
    `insert into raw_expected_object by name
     select row_number() over () as row_number, 'k' || row_number() over () as object_key, 'offer' as kind, 'content' as role,
       'f' || row_number() over () as file_id, 'c' as collectivity_id, 'n' as consultation_id, '10' as size_bytes, m as deposited_at
     from unnest($times::varchar[]) as t(m)`,
    { times: JSON.stringify(minutes.map((minute) => (minute === null ? null : at(minute).toISOString()))) },
  )
  await given.store.run(
    `insert into probe_answer by name select 'b' as bucket, object_key, 'absent' as answer, now() as observed_at from raw_expected_object`,
  )
  await given.listed()
  await given.runAll()
  return given.rows('select from_at, to_at, objects, share, dated, undated from loss_span')
}

const evenly = (n: number, from = 0) => Array.from({ length: n }, (_, i) => from + i)

test.each<[string, (number | null)[], [number, number, number]]>([
  // case, minutes of deposit, [from, to, objects covered]
  ['one object', [7], [7, 7, 1]],
  ['19 of 20 are 95 %: the one far off is left out', [-500, ...evenly(19)], [0, 18, 19]],
  ['of 19, 18 are fewer than 95 %: all are needed', [-500, ...evenly(18)], [-500, 17, 19]],
  ['39 of 41 are just enough', [-500, 900, ...evenly(39)], [0, 38, 39]],
  [
    'of 21, 20 are needed: the nearer of two that are far off is taken in',
    [-500, 400, ...evenly(19)],
    [0, 400, 20],
  ],
  ['of two as short, the earlier', evenly(20), [0, 18, 19]],
  ['of two as short, the one that holds more', [...evenly(20), 19], [1, 19, 20]],
  ['objects of one instant are in it together', [-500, 0, 0, 0, ...evenly(18), 17, 17], [0, 17, 23]],
  ['at one instant', Array(30).fill(3), [3, 3, 30]],
  ['not in the order of their rows', [18, -500, ...evenly(18)], [0, 18, 19]],
])('%s', async (_, minutes, [from, to, objects]) => {
  expect(await damagedAt(minutes)).toEqual([
    {
      from_at: at(from),
      to_at: at(to),
      objects,
      share: objects / minutes.length,
      dated: minutes.length,
      undated: 0,
    },
  ])
})

test('undated objects are counted apart, and count in no share', async () => {
  expect(await damagedAt([null, 1, null, 5])).toEqual([
    { from_at: at(1), to_at: at(5), objects: 2, share: 1, dated: 2, undated: 2 },
  ])
  expect(await damagedAt([null])).toEqual([
    { from_at: null, to_at: null, objects: 0, share: null, dated: 0, undated: 1 },
  ])
})

test('over the change of the clocks a range is as long as it lasted', async () => {
  // Paris, 27 March 2022: from 01:30 to 03:10 is 40 minutes; two others are 50 apart
  const night = (Date.UTC(2022, 2, 27, 0, 30) - START) / 60_000
  const crowd = Array(9).fill(night)
  const [span] = await damagedAt([...crowd, ...crowd, night + 40, night - 50])
  expect(span).toMatchObject({ from_at: at(night), to_at: at(night + 40), objects: 19 })
})

test('nothing damaged: no row', async () => {
  const given = await Given.open()
  await given.promised({})
  await given.stored({ k1: 10 })
  await given.listed()
  await given.runAll()
  expect(await given.rows('select * from loss_span')).toEqual([])
})
