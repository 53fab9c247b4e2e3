import { expect, test } from 'vitest'
import { Given } from './given.ts'

const NFC = 'pi\u00e8ce.pdf'
const NFD = 'pie\u0300ce.pdf'
const PROMISED = '0123456789abcdef0123456789abcdef'
const OTHER = 'f'.repeat(32)
const SHA = `sha256:${'ab'.repeat(32)}`

test('an object that a rule finds is compared by its ETag, in a bucket of which every key is found by a rule', async () => {
  const given = await Given.open({ verify: 'stored' })
  await given.promised({ object_key: NFC, checksum: `md5:${PROMISED}` })
  await given.stored({ [NFD]: { etag: OTHER } })
  await given.listed()
  await given.run('expectations', 'match')
  expect(await given.rows('select suspicion, rule from suspect_object')).toEqual([
    { suspicion: 'checksum', rule: 'unicode-form' },
  ])
})

test.each(['stored', 'all'])('%s: what a rule found is compared like any other', async (verify) => {
  const given = await Given.open({ verify })
  await given.promised({ object_key: NFC, checksum: SHA })
  await given.stored({ [NFD]: 10 })
  await given.listed()
  await given.run('expectations', 'match')
  expect(
    await given.rows('select object_key, population::integer as population, drawn from sampled_object'),
  ).toEqual([{ object_key: NFD, population: 1, drawn: true }])
})

test('an object that is no longer expected counts nowhere but there, by whatever rule it was found', async () => {
  const given = await Given.open()
  await given.promised({ object_key: NFC, size_bytes: '11' })
  await given.stored({ [NFD]: 10 })
  await given.listed()
  await given.probed({ [NFD]: 10 })
  await given.lookedAgain({ f: [] })
  await given.runAll()
  expect(
    await given.rows(
      `select expected, not_expected, by_rule from total where unit = 'objects' and grain = 'platform'`,
    ),
  ).toEqual([{ expected: 0, not_expected: 1, by_rule: 0 }])
})

test.each([
  { checksums: [`md5:${PROMISED}`, SHA], conflicting: 0 },
  { checksums: [`md5:${PROMISED}`, `MD5:${PROMISED}`], conflicting: 0 },
  { checksums: [`md5:${PROMISED}`, null], conflicting: 0 },
  { checksums: [`md5:${PROMISED}`, `md5:${OTHER}`], conflicting: 2 },
  { checksums: [`md5:${PROMISED}`, SHA, `md5:${OTHER}`], conflicting: 3 },
])('promises of one object with $checksums: $conflicting conflict', async ({ checksums, conflicting }) => {
  const given = await Given.open()
  await given.promised(...checksums.map((checksum, n) => ({ object_key: 'k', file_id: `f${n}`, checksum })))
  await given.listed()
  await given.run('expectations')
  const [found] = await given.rows(
    `select count(*)::integer as n from anomaly where code = 'conflicting-promises'`,
  )
  expect(found).toEqual({ n: conflicting })
})

test('an MD5 that is promised since is compared with the ETag, where no MD5 was promised before', async () => {
  const given = await Given.open({ verify: 'all' })
  await given.promised({ object_key: 'k', checksum: SHA })
  await given.stored({ k: { etag: OTHER } })
  await given.listed()
  await given.compared({ k: { fingerprint: `sha256:${'cd'.repeat(32)}` } })
  await given.lookedAgain({ f: [{ object_key: 'k', checksum: `md5:${PROMISED}` }] })
  await given.runAll()
  expect(await given.rows('select state, reason, change from object_verdict')).toEqual([
    { state: 'altered', reason: 'checksum', change: 'repromised' },
  ])
})

test.each([
  { stored: [NFD], verdict: { state: 'intact', reason: null, rule: 'unicode-form', found_key: NFD } },
  {
    stored: [NFD, `/${NFC}`],
    verdict: { state: 'unknown', reason: 'ambiguous', rule: null, found_key: null },
  },
  { stored: [], verdict: { state: 'missing', reason: 'absent', rule: null, found_key: null } },
])(
  'a key that was rewritten since is looked for by the key rules too, among $stored',
  async ({ stored, verdict }) => {
    const given = await Given.open()
    await given.promised({ object_key: 'old' })
    await given.stored(Object.fromEntries(stored.map((key) => [key, 10])))
    await given.listed()
    await given.probed({ old: 'absent', [NFC]: 'absent', ...(stored.length === 1 ? { [NFD]: 10 } : {}) })
    await given.lookedAgain({ f: [{ object_key: NFC }] })
    await given.runAll()
    expect(await given.rows('select state, reason, rule, found_key from object_verdict')).toEqual([verdict])
  },
)

test('a key in a range that broke off is not established, though it was asked for as a spelling of another', async () => {
  const given = await Given.open()
  await given.promised({ object_key: NFC })
  await given.listed({ state: 'failed' })
  await given.probed({ [NFC]: 'absent' })
  await given.runAll()
  expect(await given.rows('select state, reason from object_verdict')).toEqual([
    { state: 'unknown', reason: 'not-listed' },
  ])
})

test('of two promises of one object in one file each keeps its own, in whatever order the database gives them', async () => {
  const given = await Given.open()
  const both = [
    { object_key: 'k', size_bytes: '10' },
    { object_key: 'k', size_bytes: '11' },
  ]
  await given.promised(...both)
  await given.stored({ k: 9 })
  await given.listed()
  await given.probed({ k: 9 })
  await given.lookedAgain({ f: both.toReversed() })
  await given.runAll()
  expect(
    await given.rows('select size_bytes::integer as size, change from object_verdict order by size'),
  ).toEqual([
    { size: 10, change: null },
    { size: 11, change: null },
  ])
})

test('stored: what only another collectivity promises a checksum of is compared, though its object counts elsewhere', async () => {
  const given = await Given.open({ verify: 'stored' })
  await given.promised(
    { object_key: 'k', file_id: 'f0', collectivity_id: 'a', checksum: null },
    { object_key: 'k', file_id: 'f1', collectivity_id: 'z', checksum: SHA },
  )
  await given.stored({ k: 10 })
  await given.listed()
  await given.run('expectations', 'match')
  expect(
    await given.rows('select object_key, count(*)::integer as rows from sampled_object group by all'),
  ).toEqual([{ object_key: 'k', rows: 2 }])
})
