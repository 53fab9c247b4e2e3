import { expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

/**
 * Objects of one file, each as it will be found:
 * i intact · m missing without a copy · r missing with a copy · q missing, no answer about copies · a altered
 * without a copy · u unknown; a capital is the same for a signature.
 */
async function fileOf(objects: string) {
  const given = await Given.open()
  const found: Record<string, Parameters> = {}
  const probed: Record<string, number | 'absent' | 'error'> = {}
  const stored: Record<string, number> = {}
  const copies: Record<string, number | 'absent' | 'error'> = {}
  for (const [i, letter] of [...objects].entries()) {
    const key = `k${i}`
    const how = letter.toLowerCase()
    found[key] = { object_key: key, role: letter === how ? 'content' : 'signature' }
    if (how === 'i') stored[key] = 10
    if (how === 'a') stored[key] = 9
    if ('mrq'.includes(how)) probed[key] = 'absent'
    if (how === 'a') probed[key] = 9
    if (how === 'u') probed[key] = 'error'
    if ('mrqa'.includes(how)) copies[key] = how === 'r' ? 10 : how === 'q' ? 'error' : 'absent'
  }
  await given.promised(...Object.values(found))
  await given.stored(stored)
  await given.probed(probed)
  await given.copies({ replica: copies })
  await given.listed()
  await given.runAll()
  return given
}

test.each([
  // objects, state, reason, recovery, state of the signature
  ['m', 'missing', 'absent', 'none', null],
  ['im', 'missing', 'absent', 'none', null],
  ['am', 'missing', 'absent', 'none', null],
  ['ua', 'altered', 'size', 'none', null],
  ['iu', 'unknown', 'error', null, null],
  ['r', 'missing', 'absent', 'replica', null],
  ['ri', 'missing', 'absent', 'replica', null],
  ['rm', 'missing', 'absent', 'none', null],
  ['ra', 'missing', 'absent', 'none', null],
  ['rq', 'missing', 'absent', 'unknown', null],
  ['ru', 'missing', 'absent', 'unknown', null],
  ['qm', 'missing', 'absent', 'none', null],
  ['mu', 'missing', 'absent', 'none', null],
  ['iM', 'intact', null, null, 'missing'],
  ['iU', 'intact', null, null, 'unknown'],
  ['rM', 'missing', 'absent', 'replica', 'missing'],
  ['rU', 'missing', 'absent', 'replica', 'unknown'],
  ['mI', 'missing', 'absent', 'none', 'intact'],
  ['I', 'unknown', 'no-content', null, 'intact'],
  ['M', 'unknown', 'no-content', null, 'missing'],
])('%s: %s, %s, recovery %s, signature %s', async (objects, state, reason, recovery, signature_state) => {
  const given = await fileOf(objects)
  expect(await given.rows('select state, reason, recovery, signature_state from file_verdict')).toEqual([
    { state, reason, recovery, signature_state },
  ])
  expect(await given.rows('select * from broken_sum')).toEqual([])
})

test('counts the content objects by state, and tells the weakest assurance', async () => {
  const given = await fileOf('iimaauM')
  expect(
    await given.rows(
      'select content_objects, objects_missing, objects_altered, objects_unknown, assurance from file_verdict',
    ),
  ).toEqual([
    { content_objects: 6, objects_missing: 1, objects_altered: 2, objects_unknown: 1, assurance: null },
  ])
})
