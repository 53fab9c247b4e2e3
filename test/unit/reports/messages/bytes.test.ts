import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import { bytesOf } from '../../../../reports/messages/bytes.ts'
import { readEml } from '../../../support/eml.ts'

const messageOf = (text: string, subject: string, content: Buffer) =>
  new MailComposer({
    to: { name: subject, address: 'zoe@ile.example' },
    subject,
    text,
    date: new Date('2023-08-05T07:56:00Z'),
    messageId: '<1@constat.invalid>',
    baseBoundary: 'b',
    attachments: [{ filename: 'fichiers-touchés.csv', content, contentType: 'text/csv; charset=utf-8' }],
  }).compile()

async function sameAsBuild(text: string, subject: string, content: Buffer): Promise<void> {
  const built = await messageOf(text, subject, content).build()
  expect(bytesOf(messageOf(text, subject, content)).toString('latin1')).toBe(built.toString('latin1'))
}

test.each([
  ['nothing at all', ''],
  ['a text that needs no encoding', 'a\nb\n'],
  ['a line that is too long', 'a b'.repeat(500)],
  ['blanks at the end of lines and of the text', 'a \nb\t\n c  '],
  ['line ends of every kind', 'é\r\na\rb\n\r'],
  ['letters of four bytes', Array.from({ length: 80 }, (_, i) => `${'x'.repeat(i)}😀é`).join('\n')],
  ['mostly letters that are not Latin', 'Ελληνικά '.repeat(50)],
])('%s is written as nodemailer builds it', async (_, text) => {
  await sameAsBuild(text, 'Île-aux-Œufs', Buffer.from(`\ufeff${text}`))
})

test('any text, subject and attachment are written as nodemailer builds them', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 })
  const bytes = fc.uint8Array({ maxLength: 300 }).map((it) => Buffer.from(it))
  await fc.assert(fc.asyncProperty(text, text, bytes, sameAsBuild), { numRuns: 200, seed: 20230727 })
})

test.each([
  [
    'more than nodemailer encodes at once',
    'Réfection de l’école, lot n° 1 = 12 fichiers touchés\n'.repeat(3000),
  ],
  ['long and ends with a blank', 'a '.repeat(700)],
])('a text that is %s may be broken into other lines, and reads the same', async (_, text) => {
  const built = readEml(await messageOf(text, 'Objet', Buffer.from('1;2')).build())
  expect(readEml(bytesOf(messageOf(text, 'Objet', Buffer.from('1;2'))))).toEqual(built)
  expect(built.text.trimEnd()).toBe(text.trimEnd())
})
