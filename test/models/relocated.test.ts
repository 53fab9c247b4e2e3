import { expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

const RIGHT = `md5:${'a'.repeat(32)}`
const WRONG = `md5:${'b'.repeat(32)}`
const SHA = `sha256:${'d'.repeat(64)}`
const SNAPSHOT = { name: 'snapshot', value: '{"taken_at":"2023-08-05T10:00:00Z"}' }

type Orphan = {
  size?: number
  etag?: string
  /** What HEAD gave; an object that was not asked has none. */
  stored?: Parameters
  read?: Parameters
}

/** One promise and some orphans, with what asking them gave. */
async function given(
  promise: Parameters,
  orphans: Record<string, Orphan>,
  { verify = 'sample', probe = 'absent' as 'absent' | number } = {},
): Promise<Given> {
  const it = await Given.open({ verify })
  await it.insert('fact', [SNAPSHOT])
  await it.promised({ object_key: 'k', ...promise })
  await it.probed({ k: probe })
  await it.listed()
  if (probe !== 'absent') await it.stored({ k: probe })
  for (const [object_key, { size = 10, etag, stored, read }] of Object.entries(orphans)) {
    const object = { bucket: 'b', object_key }
    await it.insert('listed_object', [
      { ...object, size_bytes: size, etag: etag ?? null, listed_at: '2023-08-05' },
    ])
    for (const [method, answer] of Object.entries({ stored, read }))
      if (answer !== undefined)
        await it.insert('orphan_answer', [
          { ...object, method, answer: 'found', size_bytes: size, observed_at: '2023-08-05', ...answer },
        ])
  }
  return it.run('expectations', 'match', 'probe', 'second-look', 'recover')
}

const states = (...fingerprints: string[]): Parameters => ({
  fingerprints: `[${fingerprints.join(', ')}]`,
})

async function recoveryOf(it: Given) {
  const [row] = await it.rows<{ recovery: string; recovered_key: string | null; evidence: string | null }>(
    'select recovery, recovered_key, evidence from recovery',
  )
  return [row?.recovery, row?.recovered_key, row?.evidence]
}
const asked = (it: Given) =>
  it
    .rows<{ object_key: string }>('select object_key from orphan_candidate order by object_key')
    .then((rows) => rows.map((row) => row.object_key))

test('what has the promised checksum and size was moved there; all such are named', async () => {
  const it = await given(
    { checksum: RIGHT },
    { x: { stored: states(RIGHT) }, y: { stored: states(SHA, RIGHT) } },
  )
  expect(await recoveryOf(it)).toEqual([
    'relocated',
    'x',
    'relocated to b/x: 10 bytes, checksum equal; relocated to b/y: 10 bytes, checksum equal',
  ])
})

test('only orphans of the promised size are asked, and none for a promise without size or checksum', async () => {
  const orphans = { same: {}, other: { size: 11 } }
  expect(await asked(await given({ checksum: RIGHT }, orphans))).toEqual(['same'])
  expect(await asked(await given({ checksum: null }, orphans))).toEqual([])
  expect(await asked(await given({ checksum: RIGHT, size_bytes: null }, orphans))).toEqual([])
  expect(await asked(await given({ checksum: RIGHT, size_bytes: '0' }, { empty: { size: 0 } }))).toEqual([])
})

test('an altered object is where it is: it was not moved', async () => {
  const it = await given({ checksum: RIGHT }, { x: { stored: states(RIGHT) } }, { probe: 9 })
  expect(await asked(it)).toEqual([])
  expect(await recoveryOf(it)).toEqual(['none', null, null])
})

test('an ETag that can be trusted and is of another MD5 needs no question', async () => {
  const it = await Given.open({ verify: 'sample' })
  await it.insert('fact', [SNAPSHOT])
  await it.promised({ object_key: 'k', checksum: RIGHT }, { object_key: 'here', checksum: RIGHT })
  await it.probed({ k: 'absent' })
  await it.listed()
  const etags = { here: 'a', moved: 'a', other: 'b' }
  await it.insert(
    'listed_object',
    Object.entries(etags).map(([object_key, digit]) => ({
      bucket: 'b',
      object_key,
      size_bytes: 10,
      etag: digit.repeat(32),
      listed_at: '2023-08-05',
    })),
  )
  await it.runAll()
  expect(await asked(it)).toEqual(['moved'])
})

test.each<[string, Orphan, string, string | null]>([
  ['was not asked', {}, 'unknown', 'error: not asked'],
  ['refuses', { stored: { answer: 'forbidden', error: 'no' } }, 'unknown', 'forbidden: no'],
  ['states nothing', { stored: states() }, 'none', 'not read'],
  [
    'could not be read',
    { stored: states(), read: { answer: 'error', error: 'cut' } },
    'unknown',
    'error: cut',
  ],
  ['is archived', { stored: { ...states(), storage_class: 'GLACIER' } }, 'unknown', 'archived'],
  ['turned out to be archived', { stored: states(), read: { answer: 'archived' } }, 'unknown', 'archived'],
])('an orphan of its size that %s', async (_, orphan, recovery, why) => {
  // Nobody is asked to read with `stored`; what should have been read and was not is another matter (below).
  const it = await given({ checksum: SHA }, { x: orphan }, { verify: 'stored' })
  expect(await recoveryOf(it)).toEqual([
    recovery,
    null,
    `relocated: 1 orphans of its size could not be compared, such as b/x (${why})`,
  ])
})

test.each<[string, Orphan]>([
  ['is of another checksum', { stored: states(WRONG) }],
  ['is of another checksum as read', { stored: states(), read: states(WRONG) }],
  ['is gone since', { stored: { answer: 'absent' } }],
  ['has another size since', { stored: { ...states(RIGHT), size_bytes: 11 } }],
])('an orphan that %s is none, and leaves nothing unknown', async (_, orphan) => {
  const [recovery, key] = await recoveryOf(await given({ checksum: RIGHT }, { x: orphan }))
  expect([recovery, key]).toEqual(['none', null])
})

test('what was read counts before what is stated', async () => {
  const it = await given({ checksum: RIGHT }, { x: { stored: states(WRONG), read: states(RIGHT) } })
  expect(await recoveryOf(it)).toEqual(['relocated', 'x', 'relocated to b/x: 10 bytes, checksum equal'])
})

test('where storage was not listed to its end, the evidence says so', async () => {
  const it = await Given.open()
  await it.promised({ object_key: 'a' })
  await it.probed({ a: 'absent' })
  await it.listed({ up_to: 'm' }, { after: 'm', state: 'failed', last_key: 'm' })
  await it.runAll()
  expect(await recoveryOf(it)).toEqual([
    'none',
    null,
    '1 ranges of storage were not listed to their end, where it may have been moved',
  ])
})
