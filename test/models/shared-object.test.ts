import { expect, test } from 'vitest'
import { Given } from './given.ts'

test('every row of a missing shared object is judged and counted', async () => {
  const given = await Given.open()
  await given.promised({ file_id: 'a', object_key: 's' }, { file_id: 'b', object_key: 's', kind: 'dce' })
  await given.probed({ s: 'absent' })
  await given.listed()
  await given.runAll()
  expect(
    await given.rows(`select expected, missing from total where grain = 'platform' order by unit`),
  ).toEqual([
    { expected: 2, missing: 2 },
    { expected: 2, missing: 2 },
  ])
})

/** One key, two promises; the listing contradicts only one of them, and the content turns out not to be there. */
async function listedOnly(other: object) {
  const given = await Given.open()
  await given.promised(
    { file_id: 'a', object_key: 's', size_bytes: '7' },
    { file_id: 'b', object_key: 's' },
    { file_id: 'b', object_key: 't', ...other },
  )
  await given.stored({ s: 10, t: 10 })
  await given.probed({ s: 'absent', t: 9 })
  await given.listed()
  await given.copies({ replica: { s: 10, t: 'absent' } })
  return given.runAll()
}

test('what the probe found absent is absent for each row that promises it', async () => {
  const given = await listedOnly({})
  expect(
    await given.rows(`select expected, missing from total where unit = 'objects' and grain = 'platform'`),
  ).toEqual([{ expected: 3, missing: 2 }])
})

test('a copy is found for each row that promises it', async () => {
  const given = await listedOnly({ size_bytes: '9' })
  expect(
    await given.rows(
      `select file_id, state, recovery from object_verdict where object_key = 's' and file_id = 'b'`,
    ),
  ).toEqual([{ file_id: 'b', state: 'missing', recovery: 'replica' }])
})
