import { expect, test } from 'vitest'
import { type Concern, composeDraft, type Occasion } from '../../../../reports/messages/draft.ts'
import { builtInTemplate } from '../../../../reports/messages/template.ts'
import { readEml } from '../../../support/eml.ts'

const OCCASION: Occasion = {
  incident: 'Incident du 27 juillet',
  issuer: 'Syndicat mixte',
  asOf: new Date('2023-08-05T07:56:00Z'),
  timeZone: 'Europe/Paris',
  locale: 'fr',
  template: builtInTemplate('fr'),
}

const CONCERN: Concern = {
  collectivity_id: 'c',
  collectivity: 'Île-aux-Œufs',
  buyer_id: '7',
  full_name: 'Zoé Le Goff',
  email: 'zoe@ile.example',
  folder: 'collectivities/c',
  name: 'contact-7.eml',
  consultation_id: 'm',
  reference: '2022-017',
  title: 'Toiture',
  deadline_at: new Date('2022-05-02T10:00:00Z'),
  files_damaged: 3,
  files_lost: 2,
  files_recoverable: 1,
  files_recovery_unknown: 0,
}

const LIST = Buffer.from('\ufeffRéférence;État\r\n1;manquant\r\n')

const draft = async (change: Partial<Concern> = {}, occasion: Partial<Occasion> = {}) =>
  composeDraft([{ ...CONCERN, ...change }], LIST, { ...OCCASION, ...occasion })

test('opens as a draft, to the contact, with the list attached to the byte', async () => {
  const { headers, text, attachment } = readEml(await draft())
  expect(headers).toMatchObject({
    'x-unsent': '1',
    to: 'Zoé Le Goff <zoe@ile.example>',
    subject: 'Incident du 27 juillet : 3 fichier(s) touché(s), Île-aux-Œufs',
  })
  expect(headers).not.toHaveProperty('from')
  expect(text).toContain('- 2022-017, Toiture, DLRO 02/05/2022 12:00 : 3 fichiers touchés')
  expect(text).toContain('le 05/08/2023 09:56')
  expect(attachment).toEqual({ name: 'fichiers-touches.csv', content: LIST })
})

test('headers are ASCII, in lines of 998 characters at most, and so are those of a long name', async () => {
  const bytes = await draft({ collectivity: `Communauté ${'d’agglomération '.repeat(40)}` })
  const [head = ''] = bytes.toString('latin1').split('\r\n\r\n', 1)
  expect(head).toMatch(/^[\x20-\x7e\r\n]+$/)
  for (const line of head.split('\r\n')) expect(line.length).toBeLessThan(998)
})

test.each([
  '\r\nBcc: evil@x.example',
  '\nBcc: evil@x.example',
  '\u0000\u2028Bcc: evil@x.example',
  '"\r\n\r\nBody',
])('a name, a title or an incident with %j adds no header and no body', async (evil) => {
  const clean = readEml(await draft())
  const { headers, text } = readEml(
    await draft(
      { collectivity: `A${evil}`, full_name: `B${evil}`, title: `C${evil}` },
      { incident: `D${evil}` },
    ),
  )
  expect(Object.keys(headers)).toEqual(Object.keys(clean.headers))
  expect(text.split('\n').length).toBe(clean.text.split('\n').length)
})

test('without an address it has no recipient', async () => {
  const { headers } = readEml(await draft({ email: null }))
  expect(headers).not.toHaveProperty('to')
})

test('adds up the consultations of a contact; what the database does not say is left out', async () => {
  const other = {
    ...CONCERN,
    consultation_id: 'unattached',
    files_damaged: 1,
    files_lost: 1,
    files_recoverable: 0,
  }
  const bare = { ...CONCERN, consultation_id: 'x', reference: null, title: null, deadline_at: null }
  const { text } = readEml(await composeDraft([CONCERN, other, bare], LIST, OCCASION))
  expect(text).toContain('fichiers touchés (manquants ou altérés) : 7')
  expect(text).toContain('- fichiers sans consultation connue, DLRO')
  expect(text).toContain('- x : 3 fichiers touchés')
})

test('the same run gives the same bytes, another contact or run another message', async () => {
  expect(await draft()).toEqual(await draft())
  const id = async (bytes: Promise<Buffer>) => readEml(await bytes).headers['message-id']
  expect(await id(draft({ buyer_id: '8' }))).not.toBe(await id(draft()))
  expect(await id(draft({}, { asOf: new Date(0) }))).not.toBe(await id(draft()))
})

test('in English', async () => {
  const { headers, text, attachment } = readEml(
    await draft({ full_name: null, collectivity: null }, { locale: 'en', template: builtInTemplate('en') }),
  )
  expect(headers['subject']).toBe('Incident du 27 juillet: 3 file(s) damaged, collectivity c')
  expect(text).toContain('Dear Sir or Madam,')
  expect(attachment.name).toBe('damaged-files.csv')
})
