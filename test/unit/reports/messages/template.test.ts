import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  BLANKS,
  builtInTemplate,
  fillIn,
  parseTemplate,
  readTemplate,
} from '../../../../reports/messages/template.ts'
import { Failure } from '../../../../src/vocabulary/failure.ts'

const values = Object.fromEntries(BLANKS.map((name) => [name, `<${name}>`])) as Record<
  (typeof BLANKS)[number],
  string
>

test.each(['fr', 'en'] as const)(
  'the %s template of constat says every thing that can be filled in',
  (locale) => {
    const { subject, body } = builtInTemplate(locale)
    const text = fillIn(`${subject}\n${body}`, values)
    expect(text).not.toMatch(/[{}]/)
    for (const value of Object.values(values)) expect(text).toContain(value)
    expect(subject).not.toMatch(/^(Objet|Subject)/)
  },
)

test('no text of constat states a legal outcome', () => {
  for (const locale of ['fr', 'en'] as const) {
    const text = readFileSync(
      new URL(`../../../../reports/messages/message.${locale}.txt`, import.meta.url),
      'utf8',
    )
    expect(text).not.toMatch(/prolong|prorog|annul|recevab|régulari|droit|oblig|extend|void|must|entitled/i)
  }
})

test('an edited one: byte order mark, line ends of Windows, blanks with spaces', () => {
  const { subject, body } = parseTemplate(
    '\ufeffObjet : Perte chez {{ collectivity }}\r\n\r\nBonjour\r\n',
    't',
  )
  expect(fillIn(subject, values)).toBe('Perte chez <collectivity>')
  expect(body).toBe('Bonjour\n')
})

test('what is filled in is not filled in again', () => {
  expect(fillIn('{{collectivity}}', { ...values, collectivity: '{{issuer}} $& $1' })).toBe('{{issuer}} $& $1')
})

test.each([
  ['Bonjour {{contact}}', /first line is not "Objet : …" or "Subject: …"/],
  ['Objet : \n\nBonjour', /first line is not/],
  [
    'Objet : x\n\n{{telephone}} {{contact}} {{telephone}}',
    /: \{\{telephone\}\} is nothing that can be filled in$/,
  ],
  ['', /first line is not/],
])('refuses %j', (text, says) => {
  const path = join(mkdtempSync(join(tmpdir(), 'constat-template-')), 'message.txt')
  writeFileSync(path, text)
  expect(() => readTemplate(path)).toThrow(Failure)
  expect(() => readTemplate(path)).toThrow(says)
})

test('refuses one that is not there, and names the key', () => {
  expect(() => readTemplate('/nowhere/message.txt')).toThrow(
    expect.objectContaining({ exitCode: 2, advice: expect.stringContaining('messages.template') }),
  )
})
