import { expect, test } from 'vitest'
import { Given } from './given.ts'

const NFC = 'dossier/pi\u00e8ce.pdf'
const NFD = 'dossier/pie\u0300ce.pdf'

/** The verdict of the only promise, and the orphans that are left. */
async function judge(promisedKeys: string[], storedKeys: string[]) {
  const given = await Given.open()
  await given.promised(...promisedKeys.map((object_key, i) => ({ object_key, file_id: `f${i}` })))
  await given.stored(Object.fromEntries(storedKeys.map((key) => [key, 10])))
  await given.listed()
  await given.probed(Object.fromEntries(promisedKeys.map((key) => [key, 'absent'])))
  await given.runAll()
  const verdicts = await given.rows<{ object_key: string }>(
    'select object_key, state, reason, rule, found_key from object_verdict order by row_number',
  )
  const orphans = await given.rows<{ object_key: string }>('select object_key from orphan order by all')
  expect(await given.rows('select * from broken_sum')).toEqual([])
  return { verdicts, orphans: orphans.map(({ object_key }) => object_key) }
}

test.each([
  { rule: 'unicode-form', promised: NFC, stored: NFD },
  { rule: 'unicode-form', promised: NFD, stored: NFC },
  { rule: 'percent-encoding', promised: 'a b/é.pdf', stored: 'a%20b/%C3%A9.pdf' },
  { rule: 'percent-encoding', promised: 'a%20b.pdf', stored: 'a b.pdf' },
  { rule: 'percent-encoding', promised: 'a%2fb', stored: 'a%2Fb' },
  { rule: 'plus-for-space', promised: 'a b.pdf', stored: 'a+b.pdf' },
  { rule: 'plus-for-space', promised: 'été 1.pdf', stored: '%C3%A9t%C3%A9+1.pdf' },
  { rule: 'mojibake-latin-1', promised: 'pièce.pdf', stored: 'piÃ¨ce.pdf' },
  { rule: 'mojibake-latin-1', promised: 'piÃ¨ce.pdf', stored: 'pièce.pdf' },
  { rule: 'mojibake-cp1252', promised: 'l’été.pdf', stored: 'lâ€™Ã©tÃ©.pdf' },
  { rule: 'leading-slash', promised: 'a/b', stored: '/a/b' },
  { rule: 'leading-slash', promised: '/a/b', stored: 'a/b' },
])('$rule finds $promised under $stored', async ({ rule, promised, stored }) => {
  expect(await judge([promised], [stored])).toEqual({
    verdicts: [{ object_key: promised, state: 'intact', reason: null, rule, found_key: stored }],
    orphans: [],
  })
})

test.each([
  { what: 'decoded twice', promised: 'a b', stored: 'a%2520b' },
  { what: 'another case', promised: 'a/B', stored: 'a/b' },
  { what: 'a slash less within', promised: 'a//b', stored: 'a/b' },
  { what: 'a space at the end', promised: 'a ', stored: 'a' },
])('$what is another key', async ({ promised, stored }) => {
  expect(await judge([promised], [stored])).toMatchObject({
    verdicts: [{ state: 'missing', reason: 'absent', rule: null }],
    orphans: [stored],
  })
})

test('two objects fit one key: ambiguous, and no rule calls either an orphan', async () => {
  expect(await judge(['a b'], ['a+b', 'a%20b'])).toEqual({
    verdicts: [{ object_key: 'a b', state: 'unknown', reason: 'ambiguous', rule: null, found_key: null }],
    orphans: [],
  })
})

test('two keys fit one object: nobody can say which it is', async () => {
  expect(await judge(['a b', '/a+b'], ['a+b'])).toMatchObject({
    verdicts: [{ reason: 'ambiguous' }, { reason: 'ambiguous' }],
    orphans: [],
  })
})

test('an object that a row names to the byte is not found by a rule for another', async () => {
  expect(await judge([NFC, NFD], [NFC])).toMatchObject({
    verdicts: [{ object_key: NFD, state: 'missing', reason: 'absent' }],
  })
})

test('what a rule finds is judged like any other, under its own key', async () => {
  const given = await Given.open()
  await given.promised({ object_key: NFC, file_id: 'empty' }, { object_key: 'a b', file_id: 'size' })
  await given.stored({ [NFD]: 0, 'a+b': 9 })
  await given.listed()
  await given.probed({ [NFD]: 0, 'a+b': 9 })
  await given.runAll()
  expect(
    await given.rows(
      'select state, reason, rule, found_key, stored_bytes from object_verdict order by file_id',
    ),
  ).toEqual([
    { state: 'altered', reason: 'empty', rule: 'unicode-form', found_key: NFD, stored_bytes: 0 },
    { state: 'altered', reason: 'size', rule: 'plus-for-space', found_key: 'a+b', stored_bytes: 9 },
  ])
})

test('what is found by a rule is counted so, in files and objects', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'a b' }, { object_key: 'plain', file_id: 'g' })
  await given.stored({ 'a+b': 10, plain: 10 })
  await given.listed()
  await given.runAll()
  expect(
    await given.rows(
      `select unit, intact::integer as intact, by_rule::integer as by_rule from total where grain = 'platform' order by unit`,
    ),
  ).toEqual([
    { unit: 'files', intact: 2, by_rule: 1 },
    { unit: 'objects', intact: 2, by_rule: 1 },
  ])
})

test('where its own key was not listed no rule speaks for it', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'z' })
  await given.stored({ '/z': 10 })
  await given.listed({ up_to: 'm' }, { after: 'm', state: 'failed', last_key: 'n' })
  await given.runAll()
  expect(await given.rows('select suspicion, rule from match_row')).toEqual([
    { suspicion: 'uncovered', rule: null },
  ])
})

test('a spelling that lies where the listing broke off keeps an absent key from being missing', async () => {
  const given = await Given.open()
  await given.promised({ object_key: 'b' })
  await given.listed({ up_to: 'a', state: 'failed', last_key: '!' }, { after: 'a' })
  await given.probed({ b: 'absent' })
  await given.runAll()
  expect(await given.rows('select state, reason from object_verdict')).toEqual([
    { state: 'unknown', reason: 'not-listed' },
  ])
  await given.probed({ '/b': 'absent' })
  await given.runAll()
  expect(await given.rows('select state, reason from object_verdict')).toEqual([
    { state: 'missing', reason: 'absent' },
  ])
})

test('rows out of scope explain objects too', async () => {
  const given = await Given.open({ years: [2022] })
  await given.promised({ object_key: 'a b', deposited_at: '2019-01-01' })
  await given.stored({ 'a+b': 10 })
  await given.listed()
  await given.runAll()
  expect(await given.rows('select object_key from orphan')).toEqual([])
})

test('keys are rewritten before they are looked for, by the first rewrite that fits', async () => {
  const given = await Given.open()
  await given.insert('key_rewrite', [
    { position: 0, from_prefix: 'data/old/', to_prefix: 'vol-02/' },
    { position: 1, from_prefix: 'data/', to_prefix: 'vol-01/' },
  ])
  await given.promised(
    { object_key: 'data/old/a', file_id: '1' },
    { object_key: 'data/b', file_id: '2' },
    { object_key: 'c', file_id: '3' },
    { object_key: null, file_id: '4' },
  )
  await given.run('expectations')
  expect(await given.rows('select object_key, database_key from promise order by file_id')).toEqual([
    { object_key: 'vol-02/a', database_key: 'data/old/a' },
    { object_key: 'vol-01/b', database_key: 'data/b' },
    { object_key: 'c', database_key: 'c' },
    { object_key: null, database_key: null },
  ])
})
