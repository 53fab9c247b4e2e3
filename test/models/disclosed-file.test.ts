import { expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

const BID = { offer_id: 'o1', lot: '2', bidder: 'Secret SARL', file_name: 'prix.pdf' }
const SHOWN = { bidder: 'Secret SARL', file_name: 'prix.pdf', sealed: false }
const HIDDEN = { bidder: null, file_name: null, sealed: true }

async function disclosed(file: Parameters, opened: string | null = null) {
  const given = await Given.open()
  await given.insert('raw_consultation', [
    { row_number: 2, collectivity_id: 'c', consultation_id: 'm', opened_at: opened },
  ])
  await given.promised({ object_key: 'vol/prix.pdf', consultation_id: 'm', ...file })
  await given.probed({ 'vol/prix.pdf': 'absent' })
  await given.listed()
  await given.runAll()
  const [row] = await given.rows(
    'select bidder, file_name, sealed, shown_file_id, lot, offer_id from disclosed_file',
  )
  return row
}

test.each<[string, Parameters, string | null, object]>([
  ['a bid that was opened', BID, '2023-05-01', SHOWN],
  ['one that was not', BID, null, { ...HIDDEN, lot: '2', offer_id: 'o1' }],
  ['one whose day of opening nobody can read', BID, '0000-00-00', HIDDEN],
  ['a bid without an offer', { ...BID, offer_id: null }, null, HIDDEN],
  ['a bid without a bidder', { ...BID, bidder: null }, null, HIDDEN],
  ['a bid of a consultation that nobody knows', { ...BID, consultation_id: 'gone' }, '2023-05-01', HIDDEN],
  ['what is no bid', { kind: 'dce', file_name: 'rc.pdf' }, null, { file_name: 'rc.pdf', sealed: false }],
  [
    'a kind of another service',
    { kind: 'pes', file_name: 'p.xml' },
    null,
    { file_name: 'p.xml', sealed: false },
  ],
])('%s', async (_, file, opened, expected) => {
  expect(await disclosed(file, opened)).toMatchObject(expected)
})

test('a key that stands for the id of a sealed file is not shown, an id is', async () => {
  expect(await disclosed({ ...BID, file_id: '' })).toMatchObject({
    shown_file_id: expect.stringMatching(/^sha256:[0-9a-f]{16}$/),
  })
  expect(await disclosed({ ...BID, file_id: '' }, '2023-05-01')).toMatchObject({
    shown_file_id: 'vol/prix.pdf',
  })
  expect(await disclosed({ ...BID, file_id: '12' })).toMatchObject({ shown_file_id: '12' })
})

test('names of files hold nothing of an id that a file system could take amiss', async () => {
  const given = await Given.open()
  await given.runAll()
  const name = async (id: string) => {
    const { name } = await given.store.row<{ name: string }>('select safe_name($id) as name', { id })
    expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,52})$/)
    return name
  }
  expect(await name('Île d’Yeu')).toMatch(/^ile-d-yeu-[0-9a-f]{12}$/)
  const ids = [
    '../../etc/passwd',
    '..',
    '/',
    '',
    'CON',
    'con',
    'a\0b',
    'a b',
    'a-b',
    'é',
    'e',
    '日本',
    'x'.repeat(300),
  ]
  const names = await Promise.all(ids.map(name))
  expect(new Set(names).size).toBe(ids.length)
})
