import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  KEY_RULES,
  type KeyRule,
  PERHAPS_WRITTEN_OTHERWISE,
  SPELLED_ONE_WAY,
} from '../../../src/match/rules.ts'
import type { KeyRuleName } from '../../../src/vocabulary/state.ts'

/** Any string, half surrogate pairs included, and strings of what the rules are about. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        '%',
        '%00',
        '%C3',
        '%A9',
        '%2F',
        '%zz',
        '+',
        ' ',
        '/',
        'é',
        'e\u0301',
        'Ã©',
        'â‚¬',
        '\u0301',
        '😀',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
)
const wellFormed = anyText.map((text) => text.toWellFormed())

const latin1 = (key: string) => Buffer.from(key).toString('latin1')
const cp1252 = (key: string) => new TextDecoder('windows-1252').decode(Buffer.from(key))

/** How programs write a key by each rule, said anew: a key and what is made of it must be the same by the rule. */
const RESPELLED: Record<KeyRuleName, ((key: string) => string)[]> = {
  'unicode-form': [(key) => key.normalize('NFC'), (key) => key.normalize('NFD')],
  'percent-encoding': [
    encodeURIComponent,
    (key) => key.split('/').map(encodeURIComponent).join('/'),
    (key) => encodeURIComponent(key).replace(/%../g, (hex) => hex.toLowerCase()),
  ],
  'plus-for-space': [
    (key) => encodeURIComponent(key).replaceAll('%20', '+'),
    (key) => new URLSearchParams([['', key]]).toString().slice(1),
  ],
  'mojibake-latin-1': [(key) => key.split('/').map(latin1).join('/')],
  'mojibake-cp1252': [(key) => key.split('/').map(cp1252).join('/')],
  'leading-slash': [(key) => `/${key}`],
}

const same = ({ form }: KeyRule, a: string, b: string) =>
  form(a) === form(b) || form(a) === b || a === form(b)

describe.each(KEY_RULES)('$name', (rule) => {
  test('never throws, and looks for no NUL where there was none', () => {
    fc.assert(
      fc.property(anyText, (key) => {
        expect(typeof rule.form(key)).toBe('string')
        for (const spelling of rule.spellings(key))
          expect(spelling.includes('\0') && !key.includes('\0')).toBe(false)
      }),
    )
  })

  test.each(RESPELLED[rule.name].map((respell, n) => ({ n, respell })))(
    'a key and its spelling $n are the same',
    ({ respell }) => {
      // A plus can only tell something of a key that holds a space.
      const texts = rule.name === 'plus-for-space' ? wellFormed.map((key) => `${key} ${key}`) : wellFormed
      fc.assert(fc.property(texts, (key) => same(rule, key, respell(key))))
    },
  )

  test('a form holds no half of a surrogate pair that the key did not hold', () => {
    fc.assert(fc.property(wellFormed, (key) => rule.form(key).isWellFormed()))
  })

  test('a key of plain letters is its own form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9._-][a-zA-Z0-9/._-]*$/), (key) => rule.form(key) === key),
    )
  })
})

test('forms are taken once: only the normal form is its own form for every key', () => {
  const [unicode] = KEY_RULES
  fc.assert(fc.property(anyText, (key) => unicode?.form(unicode.form(key)) === unicode?.form(key)))
  const form = (name: KeyRuleName) => KEY_RULES.find((rule) => rule.name === name)?.form
  expect(form('percent-encoding')?.('%2541')).toBe('%41')
  expect(form('leading-slash')?.('//a')).toBe('/a')
  expect(form('mojibake-latin-1')?.(latin1(latin1('é')))).toBe(latin1('é'))
})

test.each<[KeyRuleName, string, string]>([
  ['percent-encoding', '%00', '\0'],
  ['percent-encoding', '100%', '100%'],
  ['percent-encoding', '%E9', '%E9'],
  ['percent-encoding', '%EF%BB%BFa', '\ufeffa'],
  ['percent-encoding', 'a%2Fb', 'a/b'],
  ['plus-for-space', 'a%20b', 'a%20b'],
  ['plus-for-space', 'a+%2B', 'a +'],
  ['mojibake-latin-1', 'é/Ã©', 'é/é'],
  ['mojibake-cp1252', 'â‚¬', '€'],
  ['unicode-form', '\u212b', '\u00c5'],
  ['unicode-form', 'ﬁ', 'ﬁ'],
])('%s: %j is %j', (name, key, form) => {
  expect(KEY_RULES.find((rule) => rule.name === name)?.form(key)).toBe(form)
})

test('a key that is passed over has no other form by any rule', () => {
  const pattern = new RegExp(PERHAPS_WRITTEN_OTHERWISE)
  const plain = fc
    .oneof(anyText, fc.string({ unit: 'binary-ascii' }), fc.webPath())
    .filter((key) => !pattern.test(key))
  fc.assert(fc.property(plain, (key) => KEY_RULES.every((rule) => rule.form(key) === key)))
})

test('a key that is spelled one way has no other spelling but with a slash before it', () => {
  const pattern = new RegExp(`^(?:${SPELLED_ONE_WAY})$`)
  const plain = fc
    .oneof(fc.string({ unit: 'binary-ascii' }), fc.stringMatching(pattern), fc.webPath())
    .filter((key) => pattern.test(key))
  fc.assert(
    fc.property(plain, (key) => {
      const spelled = new Set(KEY_RULES.flatMap((rule) => rule.spellings(key)))
      spelled.delete(key)
      expect([...spelled]).toEqual([`/${key}`])
    }),
  )
})
