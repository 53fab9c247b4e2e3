import { describe, expect, test } from 'vitest'
import { Given } from './given.ts'

type Estate = {
  /** Which objects are damaged: SQL over volume (0 to 9), week (0 to 39, from Monday 3 January 2022), i, noise (0 to 9,999). */
  damaged: string
  /** SQL over the same; by default vol-0N/shard/object, a file of one object. */
  key?: string
  file?: string
  undated?: string
  perCell?: number
  seed?: number
}

/** 10 volumes, 40 weeks, 20 objects of each in each. */
async function clustersOf({ damaged, key, file, undated = 'false', perCell = 20, seed = 0 }: Estate) {
  const given = await Given.open()
  await given.store.run(
    `create table estate as
     select *, ${key ?? `'vol-0' || volume || '/' || (i % 3) || '/' || row_number`} as object_key, ${file ?? 'row_number'} as file_id, ${damaged} as damaged
     from (
       select row_number() over () as row_number, volume, week, i, ('0x' || left(md5(concat_ws(' ', volume, week, i, ${seed})), 8))::bigint % 10000 as noise
       from range(10) as v(volume), range(40) as w(week), range(${perCell}) as o(i)
     )`,
  )
  await given.store.run(
    `insert into raw_expected_object by name
     select row_number, object_key, 'offer' as kind, 'content' as role, file_id::varchar as file_id, 'c' as collectivity_id, 'n' as consultation_id,
       '10' as size_bytes, case when not (${undated}) then (timestamp '2022-01-05 12:00:00' + to_weeks(week::integer))::varchar end as deposited_at
     from estate`,
  )
  await given.store.run(
    `insert into listed_object by name select 'b' as bucket, object_key, 10 as size_bytes, now() as listed_at from estate where not damaged`,
  )
  await given.store.run(
    `insert into probe_answer by name select 'b' as bucket, object_key, 'absent' as answer, now() as observed_at from estate where damaged`,
  )
  await given.listed()
  await given.runAll()
  const rows = await given.rows<Record<string, string | number | boolean | null>>(
    'select * from loss_cluster order by rank',
  )
  return {
    rows,
    told: rows.map(
      ({ bucket, prefix, first_week, last_week, from_first, to_last, damaged: lost, expected }) =>
        `${bucket}/${prefix} ${first_week === null ? 'undated' : `${from_first ? 'first' : first_week} to ${to_last ? 'last' : last_week}`}: ${lost} of ${expected}`,
    ),
  }
}

describe('finds what failed, and when', () => {
  test.each<[string, Estate, string[]]>([
    // week 10 begins on 14 March, week 19 on 16 May 2022
    ['a volume wholly', { damaged: 'volume = 4' }, ['b/vol-04/ first to last: 800 of 800']],
    [
      'a volume from a week on, among scattered losses of 1 %',
      { damaged: 'noise < 100 or (volume = 4 and week >= 10)' },
      ['b/vol-04/ 2022-03-14 to last: 600 of 600'],
    ],
    [
      'a volume until a week',
      { damaged: 'volume = 4 and week < 20' },
      ['b/vol-04/ first to 2022-05-16: 400 of 400'],
    ],
    [
      'half of what a volume took for some weeks',
      { damaged: '(volume <> 4 and noise < 100) or (volume = 4 and week between 10 and 19 and i % 2 = 0)' },
      ['b/vol-04/ 2022-03-14 to 2022-05-16: 100 of 200'],
    ],
    [
      'two volumes, of which the greater does not hide the smaller',
      { damaged: 'volume = 4 or (volume = 7 and week between 10 and 19 and i % 2 = 0)' },
      ['b/vol-04/ first to last: 800 of 800', 'b/vol-07/ 2022-03-14 to 2022-05-16: 100 of 200'],
    ],
    [
      'most of the volumes: the sound ones stand out for nothing',
      { damaged: 'noise < 100 or volume < 6' },
      [0, 1, 2, 3, 4, 5].map((volume) => `b/vol-0${volume}/ first to last: 800 of 800`),
    ],
    [
      'some weeks, whatever the volume',
      { damaged: '(week not between 10 and 19 and noise < 100) or (week between 10 and 19 and i % 5 < 2)' },
      ['/ 2022-03-14 to 2022-05-16: 800 of 2000'],
    ],
    [
      'a folder of a volume',
      { damaged: `volume = 4 and i % 3 = 1` },
      ['b/vol-04/1/ first to last: 280 of 280'],
    ],
    [
      'two periods of one volume, apart',
      { damaged: 'volume = 4 and (week < 5 or week >= 35)' },
      ['b/vol-04/ first to 2022-01-31: 100 of 100', 'b/vol-04/ 2022-09-05 to last: 100 of 100'],
    ],
    [
      'two rates of one volume, that touch, as one',
      { damaged: 'volume = 4 and (week between 10 and 19 or (week between 20 and 29 and i % 4 = 0))' },
      ['b/vol-04/ 2022-03-14 to 2022-07-25: 250 of 400'],
    ],
    [
      'undated objects of a volume, told apart',
      { damaged: 'volume = 4', undated: 'week % 4 = 0' },
      ['b/vol-04/ first to last: 600 of 600', 'b/vol-04/ undated: 200 of 200'],
    ],
    [
      'keys without any prefix, by time alone',
      { damaged: 'week between 10 and 19', key: `'k' || row_number` },
      ['/ 2022-03-14 to 2022-05-16: 2000 of 2000'],
    ],
  ])('%s', async (_, estate, told) => {
    expect((await clustersOf(estate)).told).toEqual(told)
  })
})

describe('calls nothing a cluster that is none', () => {
  test.each<[string, Estate]>([
    ['nothing damaged', { damaged: 'false' }],
    ['everything damaged', { damaged: 'true' }],
    ['9 objects, however close', { damaged: 'volume = 4 and week = 10 and i < 9' }],
    [
      'a volume of twice the losses of the others',
      { damaged: 'noise < 500 or (volume = 4 and noise < 1000)' },
    ],
    [
      'one file of many blocks',
      {
        damaged: 'volume = 4 and week = 10',
        file: `case when volume = 4 and week = 10 then 'big' else row_number::varchar end`,
      },
    ],
    ...Array.from({ length: 6 }, (_, seed): [string, Estate] => [
      `scattered losses of ${1 + seed} %, seed ${seed}`,
      { damaged: `noise < ${100 * (1 + seed)}`, seed },
    ]),
  ])('%s', async (_, estate) => {
    expect((await clustersOf(estate)).told).toEqual([])
  })

  test('10 objects of as many files, in the same place, are one', async () => {
    expect((await clustersOf({ damaged: 'volume = 4 and week = 10 and i < 10' })).told).toEqual([
      'b/vol-04/ 2022-03-14 to 2022-03-14: 10 of 20',
    ])
  })
})

test('says how far each explains the losses, and how the rest fares', async () => {
  const { rows } = await clustersOf({
    damaged: 'noise < 100 or volume = 4 or (volume = 7 and week >= 20)',
    file: 'volume * 10000 + week * 100 + i // 2',
  })
  const [first, second] = rows
  const scattered = Number(first?.['rest_rate']) * 6800
  expect(scattered).toBeGreaterThan(40)
  expect(scattered).toBeLessThan(100)
  const all = 1200 + scattered
  expect(first).toMatchObject({
    kind: 'offer',
    rank: 1,
    damaged: 800,
    damaged_files: 400,
    lost: 800,
    damaged_rate: 1,
  })
  expect(first?.['share']).toBeCloseTo(800 / all)
  expect(first?.['covered']).toBeCloseTo(800 / all)
  expect(first?.['lift']).toBeCloseTo(6800 / scattered)
  expect(second).toMatchObject({ rank: 2, damaged: 400, damaged_files: 200 })
  expect(second?.['covered']).toBeCloseTo(1200 / all)
  expect(second?.['first_damaged_at']).toEqual(new Date('2022-05-25T10:00:00Z'))
  expect(second?.['last_damaged_at']).toEqual(new Date('2022-10-05T10:00:00Z'))
})
