import { expect, test } from 'vitest'
import { comparedRuns, type Standing } from './compared-runs.ts'

const CASES: [Standing, Standing, string][] = [
  ['missing', 'missing', 'still-missing'],
  ['altered', 'altered', 'still-altered'],
  ['unknown', 'unknown', 'still-unknown'],
  ['missing', 'intact', 'recovered'],
  ['missing', 'seen intact', 'recovered'],
  ['altered', 'intact', 'recovered'],
  ['intact', 'missing', 'newly-missing'],
  ['seen intact', 'missing', 'newly-missing'],
  ['purged', 'missing', 'newly-missing'],
  ['no row', 'missing', 'newly-missing'],
  ['withdrawn', 'missing', 'newly-missing'],
  ['intact', 'altered', 'newly-altered'],
  ['missing', 'withdrawn', 'no-longer-expected'],
  ['missing', 'purged', 'no-longer-expected'],
  ['missing', 'no row', 'no-longer-expected'],
  ['altered', 'no row', 'no-longer-expected'],
  ['unknown', 'no row', 'no-longer-expected'],
  ['missing', 'altered', 'changed-verdict'],
  ['altered', 'missing', 'changed-verdict'],
  ['unknown', 'missing', 'changed-verdict'],
  ['unknown', 'intact', 'changed-verdict'],
  ['intact', 'unknown', 'changed-verdict'],
  ['missing', 'unknown', 'changed-verdict'],
  ['missing', 'out of scope', 'not-compared'],
  ['out of scope', 'missing', 'not-compared'],
]

const files = Object.fromEntries(CASES.map(([before, after]) => [`${before} → ${after}`, { before, after }]))

test('what becomes of a file from one run to the next', async () => {
  const session = await comparedRuns({ ...files, whole: { before: 'intact', after: 'intact' } })
  const rows = await session.rows<{ file_id: string; change: string }>(
    'select file_id, change from file_change',
  )
  expect(Object.fromEntries(rows.map(({ file_id, change }) => [file_id, change]))).toEqual(
    Object.fromEntries(CASES.map(([before, after, change]) => [`${before} → ${after}`, change])),
  )
  await session.close()
})

test.each(['mapping', 'stores'] as const)(
  'another %s: a file that one run does not know is not compared, the others are',
  async (difference) => {
    const session = await comparedRuns(files, [difference])
    const rows = await session.rows<{ file_id: string; change: string; differs: string }>(
      'select * from file_change',
    )
    for (const { file_id, change, differs } of rows) {
      expect(differs).toBe(difference)
      const known = CASES.find(([before, after]) => file_id === `${before} → ${after}`)?.[2]
      expect(change, file_id).toBe(file_id.includes('no row') ? 'not-compared' : known)
    }
    await session.close()
  },
)

test('bids are sealed while neither run knows their consultation to be opened', async () => {
  const session = await comparedRuns({
    f1: { before: 'missing', after: 'intact', sealed: true },
    f2: { before: 'missing', after: 'intact' },
  })
  expect(await session.rows('select file_id, sealed from file_change order by file_id')).toEqual([
    { file_id: 'f1', sealed: true },
    { file_id: 'f2', sealed: false },
  ])
  await session.close()
})
