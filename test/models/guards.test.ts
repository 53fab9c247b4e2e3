import { describe, expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

/** That many files of one object each: the first `wrong` listed with another size, the next `empty` empty. */
async function filesOf(
  count: number,
  { wrong = 0, empty = 0, absent = 0, maxMismatch = 0.2 },
): Promise<Given> {
  const given = await Given.open({ maxMismatch })
  await given.store.run(
    `insert into raw_expected_object by name
     select i + 1 as row_number, 'k' || i as object_key, 'offer' as kind, 'content' as role, 'f' || i as file_id,
       'c' as collectivity_id, 'n' as consultation_id, '10' as size_bytes, '2022-05-01' as deposited_at from range($count) as t(i)`,
    { count },
  )
  await given.store.run(
    `insert into stored_object by name
     select 'b' as bucket, 'k' || i as object_key, case when i < $wrong then 9 when i < $wrong + $empty then 0 else 10 end as size_bytes,
       now() as listed_at from range($listed) as t(i)`,
    { wrong, empty, listed: count - absent },
  )
  for (let i = count - absent; i < count; i++) await given.probed({ [`k${i}`]: 'absent' })
  await given.listed()
  return given.runAll()
}

describe('size-mismatch', () => {
  test.each<[string, Parameters, boolean]>([
    ['above the limit', { count: 20, wrong: 5 }, true],
    ['at the limit', { count: 20, wrong: 4 }, false],
    ['all, but too few to betray anything', { count: 19, wrong: 19 }, false],
    ['empty objects are another damage', { count: 20, empty: 20 }, false],
    ['absent ones are not compared', { count: 24, wrong: 4, absent: 4 }, false],
    ['a limit of the operator', { count: 20, wrong: 5, maxMismatch: 0.25 }, false],
  ])('%s', async (_, { count, ...how }, trips) => {
    const given = await filesOf(Number(count), how)
    expect((await given.guard('size-mismatch')).map(({ instance }) => instance)).toEqual(
      trips ? ['offer'] : [],
    )
  })

  test('says how much', async () => {
    const given = await filesOf(20, { wrong: 5 })
    expect((await given.guard('size-mismatch'))[0]?.finding).toMatch(
      /^5 of 20 objects of known size \(25\.0 %\).* 20\.0 %/,
    )
  })
})

describe('loss-range', () => {
  test.each([
    ['within', 0, 0.2, false],
    ['at its end', 0.05, 0.1, false],
    ['at its beginning', 0.1, 0.2, false],
    ['above', 0, 0.09, true],
    ['below', 0.11, 0.2, true],
  ])('2 of 20 files: %s', async (_, min_rate, max_rate, trips) => {
    const given = await filesOf(20, { absent: 2 })
    await given.insert('declared_loss', [
      { kind: 'offer', min_rate, max_rate },
      { kind: 'dce', min_rate: 0.5, max_rate: 1 },
    ])
    expect((await given.guard('loss-range')).map(({ instance }) => instance)).toEqual(trips ? ['offer'] : [])
  })
})

describe('nothing-listed', () => {
  test.each<[string, Parameters, Record<string, number>, number]>([
    ['nothing stored, something promised', {}, {}, 1],
    ['one object stored, whatever it is', {}, { other: 1 }, 0],
    ['nothing promised', { not_expected: 'purged' }, {}, 0],
    ['nothing promised in scope', { deposited_at: '2019-01-01' }, {}, 0],
    ['nothing that has a key', { object_key: null }, {}, 0],
  ])('%s', async (_, promise, stored, trips) => {
    const given = await Given.open({ years: [2022] })
    await given.promised(promise)
    await given.stored(stored)
    await given.listed()
    await given.run('expectations', 'match')
    expect(await given.guard('nothing-listed')).toHaveLength(trips)
  })
})

describe('empty-prefix', () => {
  test.each<[string, string[], Record<string, number>, Parameters[], string[]]>([
    [
      'a prefix that holds nothing',
      ['vol-01/', 'vol-02/'],
      { 'vol-01/x': 1 },
      [{ prefix: 'vol-01/' }, { prefix: 'vol-02/' }],
      ['b/vol-02/'],
    ],
    ['a prefix that holds something else', ['vol-02/'], { 'vol-02/x': 1 }, [{ prefix: 'vol-02/' }], []],
    ['a whole bucket', [''], {}, [{}], ['b']],
    ['a dead volume below it is a finding', [''], { 'vol-01/x': 1 }, [{}], []],
    [
      'a prefix that could not be listed',
      ['vol-02/'],
      { 'vol-01/x': 1 },
      [{ prefix: 'vol-02/', state: 'failed' }],
      [],
    ],
    ['a prefix that should hold nothing', ['vol-03/'], {}, [{ prefix: 'vol-03/' }], []],
  ])('%s', async (_, prefixes, stored, ranges, tripped) => {
    const given = await Given.open()
    await given.store.run('delete from primary_source')
    await given.insert(
      'primary_source',
      prefixes.map((prefix, position) => ({ position, bucket: 'b', prefix })),
    )
    await given.promised(
      { object_key: 'vol-01/a' },
      { object_key: 'vol-02/a' },
      { object_key: 'vol-03/a', not_expected: 'purged' },
    )
    await given.stored(stored)
    await given.listed(...ranges)
    await given.run('expectations', 'match')
    expect((await given.guard('empty-prefix')).map(({ instance }) => instance)).toEqual(tripped)
  })
})
