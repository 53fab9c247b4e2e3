import { expect, test } from 'vitest'
import { Given } from './given.ts'

/** 300 offers of three collectivities and 40 DCE, all listed as promised. */
async function sample(verify: string, sampleSize: number) {
  const given = await Given.open({ verify, sampleSize })
  const rows = Array.from({ length: 340 }, (_, i) => ({
    object_key: `k${i}`,
    file_id: `f${i}`,
    kind: i < 300 ? 'offer' : 'dce',
    collectivity_id: i % 10 === 0 ? 'small' : i % 10 < 4 ? 'middle' : 'large',
    deposited_at: `${2021 + (i % 3)}-05-01`,
    checksum: `md5:${'0'.repeat(32)}`,
  }))
  await given.promised(...rows)
  await given.stored(
    Object.fromEntries(
      rows.map(({ object_key }, i) => [object_key, { etag: i % 2 ? '0'.repeat(32) : 'parts-2' }]),
    ),
  )
  await given.listed()
  await given.run('expectations', 'match')
  return given
}

const counts = (given: Given) =>
  given.rows(
    'select kind, count(*)::integer as n, any_value(population)::integer as population from sampled_object group by kind order by kind',
  )

test('each kind has its sample, and each collectivity its share of it', async () => {
  const given = await sample('sample', 30)
  expect(await counts(given)).toEqual([
    { kind: 'dce', n: 30, population: 40 },
    { kind: 'offer', n: 30, population: 300 },
  ])
  expect(
    await given.rows(`
      select e.collectivity_id, count(*)::integer as n from sampled_object join expected_object as e using (row_number)
      where e.kind = 'offer' group by all order by n`),
  ).toEqual([
    { collectivity_id: 'small', n: 3 },
    { collectivity_id: 'middle', n: 9 },
    { collectivity_id: 'large', n: 18 },
  ])
})

test('the same rows give the same sample', async () => {
  const keys = async () =>
    (await sample('sample', 10)).rows('select object_key from sampled_object order by all')
  expect(await keys()).toEqual(await keys())
})

test.each([
  { verify: 'none', size: 0, dce: 0, offer: 0 },
  { verify: 'all', size: 0, dce: 40, offer: 300 },
  { verify: 'stored', size: 0, dce: 20, offer: 150 },
  { verify: 'sample', size: 1000, dce: 40, offer: 300 },
])('$verify: what is compared', async ({ verify, size, dce, offer }) => {
  const found = await counts(await sample(verify, size))
  expect(Object.fromEntries(found.map(({ kind, n }) => [kind, n]))).toEqual(dce === 0 ? {} : { dce, offer })
})

test('another row that promises a sampled object is judged with it', async () => {
  const given = await Given.open({ verify: 'sample', sampleSize: 1 })
  await given.promised({ object_key: 'k' }, { object_key: 'k', file_id: 'g' })
  await given.stored({ k: 10 })
  await given.listed()
  await given.compared({ k: { answer: 'absent' } })
  await given.runAll()
  expect(await given.rows('select count(*)::integer as n from sampled_object where drawn')).toEqual([
    { n: 1 },
  ])
  expect(await given.rows('select file_id, state, reason from object_verdict order by file_id')).toEqual([
    { file_id: 'f', state: 'missing', reason: 'listed-only' },
    { file_id: 'g', state: 'missing', reason: 'listed-only' },
  ])
})
