import { expect, test } from 'vitest'
import { Given } from './given.ts'

type Answers = Record<string, number | 'absent' | 'forbidden' | 'error' | undefined>

test.each<[string, string | null, Answers, string, string | null]>([
  // case, promised bytes, answer of each source in order of preference (undefined: not asked), recovery, from
  ['a copy of the promised size', '10', { one: 10 }, 'replica', 'one'],
  ['a copy of another size', '10', { one: 9 }, 'none', null],
  ['an empty copy', '10', { one: 0 }, 'none', null],
  ['size unknown, a copy that is not empty', null, { one: 3 }, 'replica', 'one'],
  ['size unknown, an empty copy', null, { one: 0 }, 'none', null],
  ['promised empty, an empty copy', '0', { one: 0 }, 'replica', 'one'],
  ['no copy anywhere', '10', { one: 'absent', two: 'absent' }, 'none', null],
  ['one source did not answer', '10', { one: 'absent', two: 'error' }, 'unknown', null],
  ['one source refused', '10', { one: 'forbidden', two: 'absent' }, 'unknown', null],
  ['one source was never asked', '10', { one: 'absent', two: undefined }, 'unknown', null],
  ['another did not answer, but here it is', '10', { one: 'error', two: 10 }, 'replica', 'two'],
  ['a broken copy first', '10', { one: 9, two: 10 }, 'replica', 'two'],
  ['two copies: the preferred one', '10', { one: 10, two: 10 }, 'replica', 'one'],
  ['no source is configured', '10', {}, 'none', null],
])('%s', async (_, size_bytes, answers, recovery, recovered_from) => {
  const given = await Given.open()
  await given.promised({ object_key: 'k', size_bytes })
  await given.probed({ k: 'absent' })
  await given.listed()
  await given.copies(
    Object.fromEntries(
      Object.entries(answers).map(([name, answer]) => [name, answer === undefined ? {} : { k: answer }]),
    ),
  )
  await given.runAll()
  expect(await given.rows('select recovery, recovered_from, recovered_key from object_verdict')).toEqual([
    { recovery, recovered_from, recovered_key: recovered_from === null ? null : 'copy/k' },
  ])
  const files = `select lost, recoverable, recovery_unknown from total where unit = 'files' and grain = 'platform'`
  expect(await given.rows(files)).toEqual([
    {
      lost: Number(recovery === 'none'),
      recoverable: Number(recovery === 'replica'),
      recovery_unknown: Number(recovery === 'unknown'),
    },
  ])
})

test('the evidence names what each source said', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'k' })
  await given.probed({ k: 'absent' })
  await given.listed()
  await given.copies({ one: { k: 'error' }, two: { k: 9 }, three: { k: 'absent' } })
  await given.runAll()
  expect(await given.rows('select evidence from object_verdict')).toEqual([
    {
      evidence: 'not listed; asked: absent; one: error (error!); two: 9 bytes, no whole copy; three: absent',
    },
  ])
})
