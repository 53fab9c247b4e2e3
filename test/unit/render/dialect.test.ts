import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TABLE_REPORTS } from '../../../reports/index.ts'
import type { CellType, Column } from '../../../src/render/column.ts'
import { writeCsv } from '../../../src/render/csv.ts'
import { dialectOf } from '../../../src/render/dialect.ts'
import type { PlainValue, Row } from '../../../src/store/plain-value.ts'

const ZONE = 'Europe/Paris'
const french = dialectOf('office', 'fr', ZONE)
const english = dialectOf('office', 'en', ZONE)
const machine = dialectOf('rfc4180', 'en', ZONE)
const frenchPlain = dialectOf('rfc4180', 'fr', ZONE)

test.each([
  ['French office', french, ';', true],
  ['English office', english, ',', true],
  ['machine', machine, ',', false],
  ['French rfc4180', frenchPlain, ',', false],
])('%s', (_, dialect, delimiter, byteOrderMark) => {
  expect(dialect).toMatchObject({ delimiter, byteOrderMark, rowDelimiter: '\r\n' })
})

test.each<[CellType, PlainValue, string, string, string]>([
  // type, value, French office, English office, machine
  [
    'time',
    new Date('2023-07-27T08:30:00Z'),
    '27/07/2023 10:30',
    '2023-07-27 10:30',
    '2023-07-27T08:30:00.000Z',
  ],
  [
    'time',
    new Date('2022-12-31T23:05:00Z'),
    '01/01/2023 00:05',
    '2023-01-01 00:05',
    '2022-12-31T23:05:00.000Z',
  ],
  [
    'time',
    new Date('2023-03-26T00:59:00Z'),
    '26/03/2023 01:59',
    '2023-03-26 01:59',
    '2023-03-26T00:59:00.000Z',
  ],
  [
    'time',
    new Date('2023-03-26T01:00:00Z'),
    '26/03/2023 03:00',
    '2023-03-26 03:00',
    '2023-03-26T01:00:00.000Z',
  ],
  ['date', '2023-07-24', '24/07/2023', '2023-07-24', '2023-07-24'],
  ['rate', 0.0612345, '0,0612', '0.0612', '0.0612345'],
  ['count', 1234567, '1234567', '1234567', '1234567'],
  ['bytes', 0, '0', '0', '0'],
  ['boolean', true, 'oui', 'yes', 'true'],
  ['boolean', false, 'non', 'no', 'false'],
  ['word', 'intact', 'présent', 'intact', 'intact'],
  ['word', 'listed-only', 'listé, contenu introuvable', 'listed only', 'listed-only'],
  ['word', 'acte', 'acte', 'acte', 'acte'],
  ['word', 'constructor', 'constructor', 'constructor', 'constructor'],
  ['word', 'dce', 'DCE', 'DCE', 'dce'],
  ['identifier', 'unattached', 'sans consultation connue', 'unattached', 'unattached'],
  ['identifier', 'none', 'none', 'none', 'none'],
  ['text', 'Mairie ; d’Été', 'Mairie ; d’Été', 'Mairie ; d’Été', 'Mairie ; d’Été'],
  ['rate', null, '', '', ''],
  ['boolean', null, '', '', ''],
  ['time', null, '', '', ''],
])('%s %j', (type, value, inFrench, inEnglish, forMachines) => {
  expect([french, english, machine].map((dialect) => dialect.cell(value, type))).toEqual([
    inFrench,
    inEnglish,
    forMachines,
  ])
})

describe('no cell runs as a formula', () => {
  test.each(['=1+1', '+33', '-1', '@SUM(A1)', '\t=1', '\rx', '  =1', '\n=1'])('%j', (text) => {
    for (const dialect of [french, english, frenchPlain]) {
      expect(dialect.cell(text, 'text')).toBe(`'${text}`)
      expect(dialect.cell(text, 'identifier')).toBe(`'${text}`)
    }
    expect(machine.cell(text, 'text')).toBe(`'${text}`)
    expect(machine.cell(text, 'identifier')).toBe(text)
  })

  test.each(['a=1', '', '1-2', 'é@', 'vol-01/=x'])('%j stays as it is', (text) => {
    for (const dialect of [french, english, machine]) expect(dialect.cell(text, 'text')).toBe(text)
  })

  test('nor does a kind of the mapping', () => {
    expect(french.cell('=1+1', 'word')).toBe("'=1+1")
    expect(english.cell('=1+1', 'word')).toBe("'=1+1")
  })
})

test('a kind of the mapping is written as it is in English too', () => {
  expect(english.cell('avis-de-pub', 'word')).toBe('avis-de-pub')
})

describe('a file', () => {
  const columns: Column[] = [
    { name: 'object_key', type: 'identifier', label: { fr: 'Clé', en: 'Object key' }, meaning: 'Its key.' },
    { name: 'rate', type: 'rate', label: { fr: 'Taux', en: 'Rate' }, meaning: 'Its rate.' },
  ]
  async function* rows(): AsyncGenerator<Row[]> {
    yield [{ object_key: 'a;"b"\r\n,c', rate: 0.5 }]
    yield [{ object_key: null, rate: null }]
  }
  test.each([
    ['French', french, '\ufeffClé;Taux\r\n"a;""b""\r\n,c";0,5000\r\n;\r\n'],
    ['English', english, '\ufeffObject key,Rate\r\n"a;""b""\r\n,c",0.5000\r\n,\r\n'],
    ['machine', machine, 'object_key,rate\r\n"a;""b""\r\n,c",0.5\r\n,\r\n'],
  ])('%s', async (_, dialect, content) => {
    const path = join(mkdtempSync(join(tmpdir(), 'constat-csv-')), 'x.csv')
    expect(await writeCsv(path, columns, rows(), dialect)).toBe(2)
    expect(readFileSync(path, 'utf8')).toBe(content)
  })
})

describe.each(TABLE_REPORTS.map((report) => [report.name, report.columns] as const))(
  'report %s',
  (_, columns) => {
    test.each(['fr', 'en'] as const)('has a label in %s for every column, each once', (locale) => {
      const labels = columns.map(({ label }) => label[locale])
      expect(labels.filter((label) => label.trim() === '')).toEqual([])
      expect(labels.filter((label, i) => labels.indexOf(label) < i)).toEqual([])
    })

    test('has every name once', () => {
      const names = columns.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
    })
  },
)
