import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { readFollowUps } from '../../../../reports/follow-up/read.ts'
import { Failure } from '../../../../src/vocabulary/failure.ts'

const HEADER =
  'Identifiant de la collectivité;Collectivité;Identifiant du contact;Nom;Courriel;Informé le;Informé par;Suite donnée'
const NOTED = {
  collectivity_id: 'c',
  collectivity: 'Mairie',
  buyer_id: '7',
  full_name: 'Zoé',
  email: 'z@m.example',
  informed_on: '2023-08-07',
  informed_by: 'Éloïse',
  outcome: 'republiée; DCE renvoyé',
}
const ROW = 'c;Mairie;7;Zoé;z@m.example;07/08/2023;Éloïse;"republiée; DCE renvoyé"'

const empty = () => mkdtempSync(join(tmpdir(), 'constat-notes-'))

function file(content: string | Uint8Array, name = 'given.csv', folder = empty()): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const read = (...paths: string[]) => readFollowUps(empty(), paths)

async function refusal(path: string): Promise<string> {
  const failure = await read(path).catch((error: unknown) => error)
  if (!(failure instanceof Failure)) throw new Error(`expected a Failure, got ${String(failure)}`)
  expect(failure.exitCode).toBe(2)
  return `${failure.message} | ${failure.advice}`
}

test.each([
  ['the office dialect, with its byte order mark', `\ufeff${HEADER}\r\n${ROW}\r\n`],
  ['without one, with other line ends', `${HEADER}\n${ROW}\n\n`],
  ['in Windows-1252, as Excel saves it', Buffer.from(`${HEADER}\r\n${ROW}\r\n`, 'latin1')],
  [
    'the machine dialect',
    `collectivity_id,collectivity,buyer_id,full_name,email,informed_on,informed_by,outcome\r\nc,Mairie,7,Zoé,z@m.example,2023-08-07,Éloïse,republiée; DCE renvoyé\r\n`,
  ],
  [
    'English labels, columns moved and added',
    `Outcome,x,Informed by,Informed on,E-mail,Name,Buyer id,Collectivity,Collectivity id\nrepubliée; DCE renvoyé,y,Éloïse,2023-08-07,z@m.example,Zoé,7,Mairie,c`,
  ],
])('reads %s', async (_, content) => {
  expect(await read(file(content))).toEqual([NOTED])
})

test('reads a workbook: every sheet that is a list of contacts, dates as spreadsheets hold them', async () => {
  const header = HEADER.split(';')
  const row = [
    'c',
    'Mairie',
    '7',
    'Zoé',
    'z@m.example',
    new Date('2023-08-07T00:00:00Z'),
    'Éloïse',
    NOTED.outcome,
  ]
  const kept = ['c', 'Mairie', 8, null, null, null, null, 'sans suite']
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Contacts',
        rows: [header, row],
        columns: header.map((_, i) => (i === 5 ? { numFmt: 'dd/mm/yyyy' } : {})),
      },
      { name: 'Notes', rows: [['à rappeler']] },
      { name: 'Suivi conservé', rows: [header, kept] },
    ],
  })
  expect(await read(file(bytes, 'given.xlsx'))).toEqual([
    NOTED,
    {
      ...NOTED,
      buyer_id: '8',
      full_name: '',
      email: '',
      informed_on: '',
      informed_by: '',
      outcome: 'sans suite',
    },
  ])
})

test('rows without a note say nothing; an apostrophe against formulas is taken off', async () => {
  const rows = [`c;Mairie;9;;;;;`, `'-1;Mairie;'=7;;;;'@moi;'=fait`]
  expect(await read(file([HEADER, ...rows].join('\r\n')))).toMatchObject([
    { collectivity_id: '-1', buyer_id: '=7', informed_by: '@moi', outcome: '=fait' },
  ])
})

test('the address of a collectivity has no buyer id', async () => {
  expect(await read(file(`${HEADER}\nc;Mairie;;Mairie;;07/08/2023;;`))).toMatchObject([{ buyer_id: '' }])
})

test('the lists of the run itself count, the one changed last first; a given one counts before them', async () => {
  const folder = empty()
  const noted = (outcome: string) => `${HEADER}\nc;;7;;;;;${outcome}`
  file(noted('csv'), 'buyers.csv', folder)
  const later = file(noted('kept'), 'follow-up-kept.csv', folder)
  utimesSync(later, new Date(), new Date(Date.now() + 5000))
  expect(await readFollowUps(folder, [])).toMatchObject([{ outcome: 'kept' }])
  utimesSync(later, new Date(), new Date(Date.now() - 5000))
  expect(await readFollowUps(folder, [])).toMatchObject([{ outcome: 'csv' }])
  expect(await readFollowUps(folder, [file(noted('given'))])).toMatchObject([{ outcome: 'given' }])
  expect(await readFollowUps(folder, [file(noted(''))])).toMatchObject([{ outcome: 'csv' }])
})

test('a list of an earlier version, in the folder, has no notes to keep', async () => {
  const folder = empty()
  file('collectivity_id,buyer_id\nc,7\n', 'buyers.csv', folder)
  expect(await readFollowUps(folder, [])).toEqual([])
})

test.each<[string, string | Uint8Array, RegExp]>([
  [
    'no columns of notes',
    'collectivity_id,buyer_id\nc,7',
    /no "Informé le", "Informé par", "Suite donnée" \| give back/,
  ],
  ['an empty file', '', /first line has no "Identifiant de la collectivité"/],
  ['another file', 'hello\nworld', /is no list of contacts/],
  ['a picture', Buffer.from([0x89, 0x50, 0, 0, 1]), /neither CSV nor XLSX/],
  ['a broken workbook', Buffer.from('PK\u0003\u0004 and no more'), /cannot be read as a table/],
  ['a quote that never ends', `${HEADER}\nc;"Mairie;7;;;;;x`, /cannot be read as a table/],
  [
    'a day that is none',
    `${HEADER}\nc;;7;;;hier;;\nc;;8;;;31/02/2023;;`,
    /line 2: "hier" is no date.*\n.*line 3: "31\/02\/2023"/,
  ],
  ['a cell too many', `${HEADER}\nc;;7;;;;;fait; et refait`, /line 2 has 9 cells, and the header 8/],
  [
    'two notes of one contact',
    `${HEADER}\nc;;7;;;;;a\nc;;7;;;;;b`,
    /line 3 says something else of the same contact/,
  ],
  ['a note of nobody', `${HEADER}\n;;7;;;;;a`, /line 2 says something of no collectivity/],
])('refuses %s, and says what to do', async (_, content, says) => {
  expect(await refusal(file(content))).toMatch(says)
})

test('refuses a file that is not there', async () => {
  expect(await refusal(join(empty(), 'none.xlsx'))).toMatch(/cannot read .*none\.xlsx/)
})
