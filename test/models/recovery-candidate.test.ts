import { expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

const RIGHT = `md5:${'a'.repeat(32)}`
const WRONG = `md5:${'b'.repeat(32)}`
const SHA1 = `sha1:${'c'.repeat(40)}`

/** A list, as DuckDB reads it from a text. */
const listed = (fingerprints: string[]) => `[${fingerprints.join(', ')}]`

type Class = { storage_class?: string; restored?: boolean }
type Copy = {
  bytes: number
  states?: string[]
  read?: string[] | 'error' | 'archived' | 'absent'
} & Class

/** One absent object with a promised size of 10 and an MD5, and what a replica has of it. */
async function recoveryOf(
  { bytes, states = [], read, ...more }: Copy,
  { verify = 'sample', checksum = RIGHT as string | null } = {},
) {
  const given = await Given.open({ verify })
  await given.promised({ object_key: 'k', checksum })
  await given.probed({ k: 'absent' })
  await given.listed()
  await given.insert('recovery_source', [{ position: 0, kind: 'replica', name: 'one' }])
  const asked = {
    kind: 'replica',
    source: 'one',
    bucket: 'b',
    object_key: 'k',
    recovered_key: 'k',
    preference: 0,
    observed_at: '2023-08-05',
  }
  const stated = { answer: 'found', size_bytes: bytes, fingerprints: listed(states) }
  await given.insert('recovery_answer', [{ ...asked, method: 'stored', ...stated, ...more }])
  const content = Array.isArray(read)
    ? { answer: 'found', size_bytes: bytes, fingerprints: listed(read) }
    : { ...stated, ...more, answer: read ?? '', error: `${read}!` }
  if (read !== undefined) await given.insert('recovery_answer', [{ ...asked, method: 'read', ...content }])
  await given.run('expectations', 'match', 'probe', 'second-look', 'recover')
  const [row] = await given.rows<{ recovery: string; compared: string | null; evidence: string }>(
    `select r.recovery, c.compared, r.evidence from recovery as r join recovery_candidate as c using (row_number)`,
  )
  return [row?.recovery, row?.compared, row?.evidence]
}

const MODES = ['none', 'stored', 'sample', 'all'] as const

test.each(MODES)('verify %s: what states the promised checksum fits', async (verify) => {
  expect(await recoveryOf({ bytes: 10, states: [SHA1, RIGHT] }, { verify })).toEqual([
    'replica',
    'checksum',
    'one: 10 bytes, checksum equal',
  ])
})

test.each(MODES)('verify %s: another size does not fit, whatever it states', async (verify) => {
  expect(await recoveryOf({ bytes: 9, states: [RIGHT] }, { verify })).toEqual([
    'none',
    null,
    'one: 9 bytes, no whole copy',
  ])
})

test.each(['none', 'stored'])('verify %s: nothing is read', async (verify) => {
  expect(await recoveryOf({ bytes: 10, states: [SHA1] }, { verify })).toEqual([
    'replica',
    'size',
    'one: 10 bytes, checksum not compared',
  ])
  expect(await recoveryOf({ bytes: 10, states: [WRONG] }, { verify })).toEqual([
    'none',
    null,
    'one: 10 bytes, another checksum',
  ])
})

test.each(['sample', 'all'])(
  'verify %s: what states nothing equal is unknown until it is read',
  async (verify) => {
    const unread = ['unknown', null, 'one: 10 bytes, not read']
    expect(await recoveryOf({ bytes: 10 }, { verify })).toEqual(unread)
    expect(await recoveryOf({ bytes: 10, states: [WRONG] }, { verify })).toEqual(unread)
    expect(await recoveryOf({ bytes: 10, states: [WRONG], read: [RIGHT] }, { verify })).toEqual([
      'replica',
      'checksum',
      'one: 10 bytes, checksum equal',
    ])
    expect(await recoveryOf({ bytes: 10, read: [WRONG] }, { verify })).toEqual([
      'none',
      null,
      'one: 10 bytes, another checksum',
    ])
    expect(await recoveryOf({ bytes: 10, read: 'error' }, { verify })).toEqual([
      'unknown',
      null,
      'one: error (error!)',
    ])
    expect((await recoveryOf({ bytes: 10, read: 'absent' }, { verify }))[0]).toBe('none')
  },
)

test('without a promised checksum the size decides, and nothing is read', async () => {
  expect(await recoveryOf({ bytes: 10, states: [WRONG] }, { checksum: null })).toEqual([
    'replica',
    'size',
    'one: 10 bytes',
  ])
})

test.each(MODES)('verify %s: what is archived counts by its size', async (verify) => {
  const archived = ['replica', 'archived', 'one: 10 bytes, checksum not compared, archived (GLACIER)']
  expect(await recoveryOf({ bytes: 10, storage_class: 'GLACIER' }, { verify })).toEqual(archived)
  expect(await recoveryOf({ bytes: 10, storage_class: 'GLACIER', restored: false }, { verify })).toEqual(
    archived,
  )
  expect((await recoveryOf({ bytes: 9, storage_class: 'GLACIER' }, { verify })).slice(0, 2)).toEqual([
    'none',
    null,
  ])
  const stating = { bytes: 10, storage_class: 'DEEP_ARCHIVE' }
  expect((await recoveryOf({ ...stating, states: [WRONG] }, { verify })).slice(0, 2)).toEqual(['none', null])
  expect((await recoveryOf({ ...stating, states: [RIGHT] }, { verify })).slice(0, 2)).toEqual([
    'replica',
    'checksum',
  ])
})

test('what was restored from an archive is read like any other; a class that turns out to be one is archived', async () => {
  const restored = { bytes: 10, storage_class: 'GLACIER', restored: true }
  expect((await recoveryOf(restored)).slice(0, 2)).toEqual(['unknown', null])
  expect((await recoveryOf({ ...restored, read: [RIGHT] })).slice(0, 2)).toEqual(['replica', 'checksum'])
  const tiered = { bytes: 10, storage_class: 'INTELLIGENT_TIERING', read: 'archived' as const }
  expect((await recoveryOf(tiered)).slice(0, 2)).toEqual(['replica', 'archived'])
})

test('the places are preferred in their order: moved, replicas, versions', async () => {
  const given = await Given.open({ verify: 'sample' })
  await given.promised({ object_key: 'k', checksum: RIGHT })
  await given.probed({ k: 'absent' })
  await given.listed()
  await given.stored({ moved: 10, 'moved too': 10 })
  await given.copies({ one: { k: 9 }, two: { k: 10 } })
  await given.store.run(`update recovery_answer set fingerprints = ['${RIGHT}']`)
  await given.insert('recovery_source', [{ position: 2, kind: 'version', name: 'b' }])
  const version = {
    kind: 'version',
    source: 'b',
    bucket: 'b',
    object_key: 'k',
    recovered_key: 'k',
    method: 'stored',
    answer: 'found',
    size_bytes: 10,
    fingerprints: listed([RIGHT]),
    observed_at: '2023-08-05',
  }
  await given.insert('recovery_answer', [
    { ...version, recovered_version_id: 'older', preference: 1 },
    { ...version, recovered_version_id: 'newer', preference: 0 },
  ])
  const orphans = (...rows: [key: string, answer: Parameters][]) =>
    given.insert(
      'orphan_answer',
      rows.map(([object_key, answer]) => ({
        bucket: 'b',
        object_key,
        method: 'stored',
        answer: 'found',
        size_bytes: 10,
        observed_at: '2023-08-05',
        ...answer,
      })),
    )
  await given.insert('fact', [{ name: 'snapshot', value: '{"taken_at":"2023-08-05T10:00:00Z"}' }])
  await orphans(
    ['moved', { fingerprints: listed([WRONG]) }],
    ['moved too', { fingerprints: listed([RIGHT]) }],
  )
  await given.runAll()
  const plan = `select kind, source, recovered_key, recovered_version_id from recovery_candidate where fits order by position, nth`
  expect(await given.rows(plan)).toEqual([
    { kind: 'relocated', source: 'b', recovered_key: 'moved too', recovered_version_id: null },
    { kind: 'replica', source: 'two', recovered_key: 'copy/k', recovered_version_id: null },
    { kind: 'version', source: 'b', recovered_key: 'k', recovered_version_id: 'newer' },
    { kind: 'version', source: 'b', recovered_key: 'k', recovered_version_id: 'older' },
  ])
  const verdict = 'select recovery, recovered_from, recovered_key, recovered_version_id from object_verdict'
  expect(await given.rows(verdict)).toEqual([
    { recovery: 'relocated', recovered_from: 'b', recovered_key: 'moved too', recovered_version_id: null },
  ])
  await given.store.run(`delete from orphan_answer where object_key = 'moved too'`)
  await given.store.run(`delete from recovery_answer where kind = 'replica'`)
  await given.run('recover', 'analysis')
  expect(await given.rows(verdict)).toEqual([
    { recovery: 'version', recovered_from: 'b', recovered_key: 'k', recovered_version_id: 'newer' },
  ])
})
