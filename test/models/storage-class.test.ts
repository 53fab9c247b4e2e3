import { expect, test } from 'vitest'
import { Given } from './given.ts'

const CLASSES =
  'select storage_class, archived, objects, bytes from storage_class order by storage_class, archived'

test('intact objects by class, with their size as stored; only what must be restored is archived', async () => {
  const given = await Given.open()
  const classes = [
    'STANDARD',
    'GLACIER',
    'GLACIER',
    'DEEP_ARCHIVE',
    'GLACIER_IR',
    'INTELLIGENT_TIERING',
    null,
  ]
  await given.promised(...classes.map((_, i) => ({ file_id: `f${i}`, size_bytes: i === 0 ? null : '10' })))
  await given.stored(
    Object.fromEntries(
      classes.map((storage_class, i) => [`k${i + 1}`, { size_bytes: i === 0 ? 7 : 10, storage_class }]),
    ),
  )
  await given.listed()
  await given.runAll()
  expect(await given.rows(CLASSES)).toEqual([
    { storage_class: '', archived: false, objects: 1, bytes: 10 },
    { storage_class: 'DEEP_ARCHIVE', archived: true, objects: 1, bytes: 10 },
    { storage_class: 'GLACIER', archived: true, objects: 2, bytes: 20 },
    { storage_class: 'GLACIER_IR', archived: false, objects: 1, bytes: 10 },
    { storage_class: 'INTELLIGENT_TIERING', archived: false, objects: 1, bytes: 10 },
    { storage_class: 'STANDARD', archived: false, objects: 1, bytes: 7 },
  ])
  expect(
    await given.rows(
      `select missing, altered, intact from total where unit = 'files' and grain = 'platform'`,
    ),
  ).toEqual([{ missing: 0, altered: 0, intact: 7 }])
})

test('the sound objects of damaged files count, damaged ones and what is not expected or out of scope do not', async () => {
  const given = await Given.open({ years: [2022] })
  await given.promised(
    { file_id: 'half', object_key: 'sound' },
    { file_id: 'half', object_key: 'cut' },
    { file_id: 'half', object_key: 'gone' },
    { file_id: 'purged', object_key: 'purged', not_expected: 'purged' },
    { file_id: 'old', object_key: 'old', deposited_at: '2019-01-01' },
  )
  await given.stored(
    Object.fromEntries(
      ['sound', 'cut', 'purged', 'old', 'orphan'].map((key) => [
        key,
        { size_bytes: key === 'cut' ? 4 : 10, storage_class: 'GLACIER' },
      ]),
    ),
  )
  await given.probed({ cut: 4, gone: 'absent' })
  await given.listed()
  await given.runAll()
  expect(await given.rows(CLASSES)).toEqual([
    { storage_class: 'GLACIER', archived: true, objects: 1, bytes: 10 },
  ])
})

test('an object with a restored copy can be read; one that was not to be read cannot, whatever its class', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'restored' }, { object_key: 'tiered' })
  await given.stored({ tiered: { storage_class: 'INTELLIGENT_TIERING' } })
  await given.insert('probe_answer', [
    {
      bucket: 'b',
      object_key: 'restored',
      answer: 'found',
      size_bytes: 10,
      storage_class: 'GLACIER',
      restored: true,
      observed_at: '2023-08-05 12:00:00+02',
    },
  ])
  await given.compared({ tiered: { answer: 'archived' } })
  await given.listed()
  await given.runAll()
  expect(await given.rows(CLASSES)).toEqual([
    { storage_class: 'GLACIER', archived: false, objects: 1, bytes: 10 },
    { storage_class: 'INTELLIGENT_TIERING', archived: true, objects: 1, bytes: 10 },
  ])
})

test('an object that a key rule found has the class of what was found', async () => {
  const given = await Given.open()
  await given.promised({ object_key: '/vol/a' })
  await given.stored({ 'vol/a': { storage_class: 'DEEP_ARCHIVE' } })
  await given.listed()
  await given.runAll()
  expect(await given.rows('select rule, state from object_verdict')).toEqual([
    { rule: 'leading-slash', state: 'intact' },
  ])
  expect(await given.rows(CLASSES)).toEqual([
    { storage_class: 'DEEP_ARCHIVE', archived: true, objects: 1, bytes: 10 },
  ])
})
