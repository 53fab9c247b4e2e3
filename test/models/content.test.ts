import { expect, test } from 'vitest'
import { Given } from './given.ts'

const MD5 = 'md5:0123456789abcdef0123456789abcdef'
const OTHER = 'md5:ffffffffffffffffffffffffffffffff'
const SHA = `sha256:${'ab'.repeat(32)}`
const etag = (fingerprint: string) => fingerprint.slice(4)

type Row = { suspicion: string | null; state: string; reason: string | null; assurance: string | null }

/** One promise with a checksum, its object as listed, and the verdict; without a row the tally speaks. */
async function judge(
  verify: string,
  checksum: string | null,
  listed: { etag?: string },
  prepare: (given: Given) => Promise<void> = async () => {},
): Promise<Row[]> {
  const given = await Given.open({ verify, sampleSize: verify === 'sample' ? 10 : 0 })
  await given.promised({ object_key: 'k', checksum })
  await given.stored({ k: listed })
  await given.listed()
  await prepare(given)
  await given.runAll()
  expect(await given.rows('select * from broken_sum')).toEqual([])
  return given.rows<Row>(`
    select m.suspicion, v.state, v.reason, v.assurance from object_verdict as v join match_row as m using (row_number)
    union all
    select 'tally', state, null, assurance from tally where unit = 'objects'`)
}

test.each([
  { verify: 'none', checksum: MD5, listed: { etag: etag(MD5) }, assurance: 'size' },
  { verify: 'stored', checksum: MD5, listed: { etag: etag(MD5) }, assurance: 'checksum' },
  { verify: 'none', checksum: MD5, listed: { etag: etag(OTHER) }, assurance: 'size' },
])(
  '$verify, listed as $listed: $assurance, by the listing alone',
  async ({ verify, checksum, listed, assurance }) => {
    expect(await judge(verify, checksum, listed)).toEqual([
      { suspicion: 'tally', state: 'intact', reason: null, assurance },
    ])
  },
)

test('an ETag of an upload in parts is no MD5', async () => {
  const rows = await judge('stored', MD5, { etag: `${etag(OTHER)}-3` }, (given) =>
    given.compared({ k: { method: 'stored' } }),
  )
  expect(rows).toEqual([{ suspicion: null, state: 'intact', reason: null, assurance: 'size' }])
})

test('another MD5 is suspected; reading settles it', async () => {
  const found = async (fingerprint: string) =>
    (
      await judge('sample', MD5, { etag: etag(OTHER) }, async (given) => {
        await given.probed({ k: 10 })
        await given.compared({ k: { fingerprint } })
      })
    )[0]
  expect(await found(MD5)).toEqual({
    suspicion: 'checksum',
    state: 'intact',
    reason: null,
    assurance: 'checksum',
  })
  expect(await found(OTHER)).toMatchObject({ state: 'altered', reason: 'checksum' })
})

test('another ETag of an object of which asking by name states no MD5 says nothing', async () => {
  expect(await judge('stored', MD5, { etag: etag(OTHER) }, (given) => given.probed({ k: 10 }))).toEqual([
    { suspicion: 'checksum', state: 'intact', reason: null, assurance: 'size' },
  ])
})

test.each([
  {
    what: 'the promised content',
    content: { fingerprint: SHA },
    state: 'intact',
    reason: null,
    assurance: 'checksum',
  },
  {
    what: 'another content',
    content: { fingerprint: `sha256:${'cd'.repeat(32)}` },
    state: 'altered',
    reason: 'checksum',
  },
  { what: 'a checksum of another kind', content: { fingerprint: OTHER }, state: 'intact', assurance: 'size' },
  {
    what: 'nothing: its data is gone',
    content: { answer: 'absent' },
    state: 'missing',
    reason: 'listed-only',
  },
  { what: 'fewer bytes', content: { size_bytes: 4 }, state: 'altered', reason: 'size' },
  { what: 'an error', content: { answer: 'error', error: '500' }, state: 'unknown', reason: 'error' },
  {
    what: 'a refusal',
    content: { answer: 'forbidden', error: '403' },
    state: 'unknown',
    reason: 'forbidden',
  },
  { what: 'an archive', content: { answer: 'archived' }, state: 'intact', assurance: 'size' },
])('reading gives $what: $state', async ({ what: _, content, ...expected }) => {
  const [row] = await judge('sample', SHA, {}, (given) => given.compared({ k: content }))
  expect(row).toMatchObject({ suspicion: null, ...expected })
})

test('where a store lists other MD5s throughout they are not compared', async () => {
  const given = await Given.open({ verify: 'stored' })
  const keys = Array.from({ length: 30 }, (_, i) => `k${i}`)
  await given.promised(...keys.map((object_key, i) => ({ object_key, file_id: `f${i}`, checksum: MD5 })))
  await given.stored(Object.fromEntries(keys.map((key, i) => [key, { etag: etag(i < 20 ? MD5 : OTHER) }])))
  await given.listed()
  await given.run('expectations', 'match')
  expect(
    await given.rows(
      'select compared::integer as compared, differing::integer as differing, trusted from etag_trust',
    ),
  ).toEqual([{ compared: 30, differing: 10, trusted: false }])
  expect(await given.rows('select * from suspect_object')).toEqual([])
})
