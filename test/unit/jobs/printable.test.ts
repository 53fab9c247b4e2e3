import { expect, test } from 'vitest'
import { print, printable } from '../../../jobs/printable.ts'
import { Screen } from '../../support/screen.ts'

test.each([
  ['an escape sequence', 'a\x1b[2Jb', 'a\\u001b[2Jb'],
  ['a one-byte escape sequence (C1)', 'a\u009b2Jb', 'a\\u009b2Jb'],
  ['what makes a line start anew', 'lost\rfound\n', 'lost\\u000dfound\\u000a'],
  ['a tab, a bell, a deletion', '\t\x07\x7f', '\\u0009\\u0007\\u007f'],
  ['the turn of the direction of writing', 'fdp.\u202eexe\u2066', 'fdp.\\u202eexe\\u2066'],
  ['other separators of lines', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ['nothing in names as they are', 'Pièce n° 1 (é) 日本 👩‍👧.pdf', 'Pièce n° 1 (é) 日本 👩‍👧.pdf'],
])('%s', (_, text, expected) => {
  expect(printable(text)).toBe(expected)
})

test('JSON stays JSON, and means the same', () => {
  const value = { key: 'a\u009b2J\x1b\u202e\u2028é' }
  const line = printable(JSON.stringify(value))
  expect(line).toMatch(/^[^\p{Cc}\p{Bidi_Control}\u2028]*$/u)
  expect(JSON.parse(line)).toEqual(value)
})

test('newlines of our own lay out what is printed', () => {
  const screen = new Screen()
  print(screen, 'two\nlines\x1b[1G')
  expect(screen.raw).toBe('two\nlines\\u001b[1G\n')
})
