import { expect, test } from 'vitest'
import type { Parameters as Columns } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

const MD5 = `md5:${'a'.repeat(32)}`
/** Listing began on 5 August 2023 at 8:00 UTC, as `Given` has it. */
const [LONG_BEFORE, MEANWHILE] = ['2022-05-01 10:00:00+00', '2023-08-05 08:30:00+00']

/**
 * The missing object `gone`, which may have been moved, beside another promised one.
 *
 * @param told what the listing tells of that other object; undefined: nothing
 * @param answer what asking for it by name gave
 * @param rest state of the range of the listing behind both
 */
async function recoveryOf(
  told: number | undefined,
  answer: Columns | undefined,
  { rest = 'done', gone = { checksum: MD5 } }: { rest?: string; gone?: Columns } = {},
): Promise<{ recovery: string; evidence: string }> {
  const given = await Given.open()
  await given.promised({ object_key: 'gone', ...gone }, { object_key: 'other', file_id: 'g' })
  await given.listed({ up_to: 'p' }, { after: 'p', state: rest })
  // another bucket was listed long before
  await given.insert('listed_object', [
    { bucket: 'elsewhere', object_key: 'k', size_bytes: 1, listed_at: '2021-01-01 10:00:00+00' },
  ])
  await given.stored({ third: 4, ...(told === undefined ? {} : { other: told }) })
  await given.probed({ gone: 'absent' })
  const asked = { bucket: 'b', object_key: 'other', observed_at: '2023-08-05 12:00:00+00' }
  if (answer !== undefined) await given.insert('probe_answer', [{ ...asked, answer: 'found', ...answer }])
  await given.run('expectations', 'match', 'probe', 'second-look', 'recover')
  const rows = await given.rows<{ object_key: string; recovery: string; evidence: string }>(
    'select p.object_key, r.recovery, r.evidence from recovery as r join promise as p using (row_number)',
  )
  return rows.find(({ object_key }) => object_key === 'gone') ?? { recovery: '', evidence: '' }
}

const there = { size_bytes: 10, last_modified: LONG_BEFORE }

test.each<[string, ...Parameters<typeof recoveryOf>]>([
  ['left an object out', undefined, there],
  ['told another size', 9, there],
  ['left one out of which no time is told', undefined, { size_bytes: 10 }],
  ['was not read to its end', 10, undefined, { rest: 'failed' }],
])('a listing that %s may have left out where a missing object was moved to', async (_, ...given) => {
  const { recovery, evidence } = await recoveryOf(...given)
  expect(recovery).toBe('unknown')
  expect(evidence).toMatch(/may have been moved/)
})

test.each<[string, ...Parameters<typeof recoveryOf>]>([
  ['the listing told all as it is', 10, undefined],
  ['the other object came while it was listed', undefined, { ...there, last_modified: MEANWHILE }],
  ['nothing is known that a moved one could be told by', 10, undefined, { rest: 'failed', gone: {} }],
])('a missing object is lost when %s', async (_, ...given) => {
  expect((await recoveryOf(...given)).recovery).toBe('none')
})
