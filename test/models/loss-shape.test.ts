import { expect, test } from 'vitest'
import { Given } from './given.ts'

const FIGURES = 'expected, damaged, missing, altered, unknown, lost'

/** Two volumes and the top of the bucket, two weeks and none; something of everything. */
async function estate(): Promise<Given> {
  const given = await Given.open()
  const first = '2022-05-02 00:00' // a Monday in Paris, still Sunday in UTC
  const second = '2022-05-15 23:59'
  await given.promised(
    { file_id: 'fine', object_key: 'v1/a/1', deposited_at: first },
    { file_id: 'gone', object_key: 'v1/a/2', deposited_at: first },
    { file_id: 'gone', object_key: 'v1/a/2.sig', role: 'signature', deposited_at: first },
    { file_id: 'half', object_key: 'v1/b/3', deposited_at: second },
    { file_id: 'half', object_key: 'v2/b/4', deposited_at: second },
    { file_id: 'mute', object_key: 'v2/5', deposited_at: second },
    { file_id: 'undated', object_key: 'top', deposited_at: null },
    { file_id: 'keyless', object_key: null, deposited_at: null },
    { file_id: 'purged', object_key: 'v1/a/6', not_expected: 'purged' },
    { file_id: 'dce', object_key: 'v1/a/7', kind: 'dce', deposited_at: second },
  )
  await given.stored({ 'v1/a/1': 10, 'v1/b/3': 10, 'v2/b/4': 9, 'v1/a/7': 10 })
  await given.probed({
    'v1/a/2': 'absent',
    'v1/a/2.sig': 'absent',
    'v2/b/4': 9,
    'v2/5': 'error',
    top: 'absent',
  })
  await given.copies({ replica: { 'v1/a/2': 10, 'v1/a/2.sig': 'absent', 'v2/b/4': 'absent', top: 'absent' } })
  await given.listed()
  return given.runAll()
}

test('by week: every expected object of the kind, contents and signatures alike; undated ones apart', async () => {
  const given = await estate()
  expect(
    await given.rows(`select kind, week, ${FIGURES} from loss_by_week order by kind, week nulls last`),
  ).toEqual([
    { kind: 'dce', week: '2022-05-09', expected: 1, damaged: 0, missing: 0, altered: 0, unknown: 0, lost: 0 },
    {
      kind: 'offer',
      week: '2022-05-02',
      expected: 3,
      damaged: 2,
      missing: 2,
      altered: 0,
      unknown: 0,
      lost: 1,
    },
    {
      kind: 'offer',
      week: '2022-05-09',
      expected: 3,
      damaged: 1,
      missing: 0,
      altered: 1,
      unknown: 1,
      lost: 1,
    },
    { kind: 'offer', week: null, expected: 2, damaged: 1, missing: 1, altered: 0, unknown: 1, lost: 1 },
  ])
  expect(
    await given.rows(
      `select damaged_rate, missing_rate, lost_rate from loss_by_week where kind = 'offer' and week = '2022-05-02'`,
    ),
  ).toEqual([{ damaged_rate: 2 / 3, missing_rate: 2 / 3, lost_rate: 1 / 3 }])
})

test('by prefix: at each depth every expected object once, under what segments its key has', async () => {
  const given = await estate()
  expect(
    await given.rows(
      `select bucket, depth, prefix, expected, damaged, unknown, lost, damaged_rate from loss_by_prefix where kind = 'offer' order by depth, prefix`,
    ),
  ).toEqual(
    [
      [1, '', 2, 1, 1, 1],
      [1, 'v1/', 4, 2, 0, 1],
      [1, 'v2/', 2, 1, 1, 1],
      [2, '', 2, 1, 1, 1],
      [2, 'v1/a/', 3, 2, 0, 1],
      [2, 'v1/b/', 1, 0, 0, 0],
      [2, 'v2/', 1, 0, 1, 0],
      [2, 'v2/b/', 1, 1, 0, 1],
    ].map(([depth, prefix, expected, damaged, unknown, lost]) => ({
      bucket: 'b',
      depth,
      prefix,
      expected,
      damaged,
      unknown,
      lost,
      damaged_rate: Number(damaged) / Number(expected),
    })),
  )
})

test('one volume of the same name in two buckets is two places', async () => {
  const given = await Given.open()
  await given.insert('primary_source', [{ position: 0, bucket: 'b2', prefix: '' }])
  await given.promised(
    { file_id: 'f', object_key: 'v1/1' },
    { file_id: 'g', object_key: 'v1/1', bucket: 'b2' },
  )
  await given.stored({ 'v1/1': 10 })
  await given.insert('probe_answer', [
    { bucket: 'b2', object_key: 'v1/1', answer: 'absent', observed_at: '2023-08-05' },
  ])
  await given.listed({}, { bucket: 'b2' })
  await given.runAll()
  expect(
    await given.rows(
      `select bucket, prefix, expected, damaged from loss_by_prefix where depth = 1 order by bucket`,
    ),
  ).toEqual([
    { bucket: 'b', prefix: 'v1/', expected: 1, damaged: 0 },
    { bucket: 'b2', prefix: 'v1/', expected: 1, damaged: 1 },
  ])
})

test('the shape counts the expected objects of the totals, no more and no fewer', async () => {
  const given = await estate()
  const sums =
    'sum(expected)::integer as expected, sum(damaged)::integer as damaged, sum(lost)::integer as lost'
  const total = await given.rows(`select ${sums} from total where unit = 'objects' and grain = 'platform'`)
  for (const shape of ['loss_by_week', 'loss_by_prefix where depth = 1', 'loss_by_prefix where depth = 2'])
    expect(await given.rows(`select ${sums} from ${shape}`)).toEqual(total)
})

test('what was withdrawn since the snapshot is expected nowhere', async () => {
  const given = await Given.open()
  await given.promised({ file_id: 'f', object_key: 'v1/1' }, { file_id: 'g', object_key: 'v1/2' })
  await given.probed({ 'v1/1': 'absent', 'v1/2': 'absent' })
  await given.lookedAgain({ f: [], g: [{ object_key: 'v1/2' }] })
  await given.listed()
  await given.runAll()
  expect(await given.rows('select expected, damaged from loss_by_week')).toEqual([
    { expected: 1, damaged: 1 },
  ])
})
