import fc from 'fast-check'
import type { Case } from '../ask.ts'
import { estateObjects, LARGE } from '../estate.ts'

const list = (what: string, query: Record<string, string> = {}, rest: Partial<Case> = {}): Case => ({
  what: `list: ${what}`,
  method: 'GET',
  query: { 'list-type': '2', 'encoding-type': 'url', ...query },
  ...rest,
})
/** Shows a text with what cannot be seen. */
const quote = (text: string) =>
  JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)
const pages = { pages: true } as const

const whole: Case[] = [
  list('everything', {}, pages),
  list('everything in pages of 999', { 'max-keys': '999' }, pages),
  list('everything with owners', { 'fetch-owner': 'true' }, pages),
  list('everything without owners', { 'fetch-owner': 'false', 'max-keys': '5' }),
  list('everything below a delimiter', { delimiter: '/' }, pages),
  list('the deposits by consultation', { prefix: 'depots/2021/', delimiter: '/', 'max-keys': '7' }, pages),
]

const PREFIXES = [
  ...['', 'depots/2022/00', 'nowhere', LARGE.key, 'objets/', 'objets', '/', '//', ' ', '+', '%', '%2'],
  ...['&', '<', '"'],
  ...['\u00e9', 'e', 'e\u0301', '\u0301', 'Ame', 'A\u030a', '\u{1f600}', '\ud7ff', '\ufffd', '\uffff'],
  ...['\u{10000}'],
  ...['\u0001', '\n', '\r', '\t', '\u007f', '\u0080', '_', '__', 'a/.', '..', 'x?', '#'],
  ...['a'.repeat(1024), 'cas/'],
]
const prefixes = PREFIXES.flatMap((prefix) => [
  list(`prefix ${quote(prefix)}`, { prefix }, pages),
  list(
    `prefix ${quote(prefix)} in pages of 3 below a delimiter`,
    { prefix, delimiter: '/', 'max-keys': '3' },
    pages,
  ),
])

const starts = [
  ...PREFIXES,
  'depots/2022/00001/pli-3.bin',
  'depots/2022/00001/pli-30',
  'zzzz',
  '\u{10ffff}',
].flatMap((start) => [
  list(`start after ${quote(start)}`, { 'start-after': start, 'max-keys': '20' }),
  list(`start after ${quote(start)} below a prefix`, {
    'start-after': start,
    prefix: 'cas/',
    'max-keys': '20',
  }),
  list(`start after ${quote(start)} below a delimiter`, {
    'start-after': start,
    delimiter: '/',
    'max-keys': '20',
  }),
])
const startsWithinGroups = [
  'depots/',
  'depots/2022',
  'depots/2022/',
  'depots/2022/00001',
  'depots/2022/00001/',
].map((start) =>
  list(`start after ${start} within a group`, { 'start-after': start, prefix: 'depots/', delimiter: '/' }),
)

const delimiters = [
  '',
  '/',
  '//',
  ' ',
  '+',
  '%',
  '&',
  '.',
  'pli-',
  '\u00e9',
  '\u0301',
  '\u{1f600}',
  '\n',
  'nowhere',
].map((delimiter) => list(`delimiter ${quote(delimiter)}`, { delimiter, 'max-keys': '250' }, pages))

const counts = [
  '0',
  '1',
  '2',
  '1000',
  '1001',
  '5000',
  '2147483647',
  '2147483648',
  '-1',
  '1.5',
  'abc',
  '',
  ' 7',
  '+7',
].map((n) => list(`max-keys "${n}"`, { 'max-keys': n }))

const tokens: Case[] = [
  list('token and start-after', { 'start-after': 'depots/2021/00003/', 'max-keys': '400' }, pages),
  list('pages of one', { prefix: 'depots/2021/00003/', 'max-keys': '1' }, pages),
  list('pages of one below a delimiter', { prefix: 'cas/', delimiter: '/', 'max-keys': '1' }, pages),
  list('pages of one group each', { prefix: 'depots/2023/000', delimiter: '/', 'max-keys': '1' }, pages),
  list('an empty token', { 'continuation-token': '' }),
  list('a token that is none', { 'continuation-token': 'depots/' }),
]

/** What XML 1.0 cannot hold as it is: without an encoding such keys come as references, which XML forbids too. */
const UNWRITABLE = ['cas/\u0001', 'cas/\u001f', 'cas/\n', 'cas/\r', 'cas/\ufffe', 'cas/&', 'cas/<']

const encodings: Case[] = [
  ...['depots/2021/00000/', 'march\u00e9/', 'objets/', 'dossier', 'fin', '\u{1f600}', ...UNWRITABLE].map(
    (prefix) =>
      list(`no encoding, prefix ${quote(prefix)}`, { 'encoding-type': '', prefix, 'max-keys': '100' }),
  ),
  list('encoding "xml"', { 'encoding-type': 'xml' }),
  list('encoding "URL"', { 'encoding-type': 'URL' }),
  list('encoded parameters are told encoded', { prefix: 'fin ', 'start-after': 'fin +', delimiter: '&' }),
]

const others: Case[] = [
  list('an unknown parameter', { unheard: 'of', 'max-keys': '2' }),
  list('fetch-owner "yes"', { 'fetch-owner': 'yes', 'max-keys': '2' }),
  list('an empty bucket', {}, { bucket: 'scratch' }),
  list('a bucket that is not there', {}, { bucket: 'absent' }),
]

/** Whatever comes out when parameters are put together at random; the same each time. */
function random(): Case[] {
  const key = fc.constantFrom(...estateObjects().map((object) => object.key))
  const cut = fc.tuple(key, fc.nat(12)).map(([text, n]) => [...text].slice(0, n).join(''))
  const question = fc.record(
    {
      prefix: fc.oneof(cut, fc.constantFrom(...PREFIXES)),
      'start-after': fc.oneof(key, cut),
      delimiter: fc.constantFrom('/', '/', '/', '//', ' ', 'e', '\u0301', '.', '_'),
      'max-keys': fc.constantFrom('1', '2', '3', '10', '100', '1000'),
      'fetch-owner': fc.constantFrom('true', 'false'),
    },
    { requiredKeys: ['max-keys'] },
  )
  return fc.sample(question, { numRuns: 1000, seed: 20230727 }).map((query, n) =>
    list(
      `at random ${n}: ${Object.entries(query)
        .map(([name, text]) => `${name}=${quote(text)}`)
        .join(' ')}`,
      query as Record<string, string>,
    ),
  )
}

export const LISTING: Record<string, Case[]> = {
  'the whole estate, page by page': whole,
  prefixes,
  'start-after': [...starts, ...startsWithinGroups],
  delimiters,
  'max-keys': counts,
  'continuation tokens': tokens,
  'encoding-type': encodings,
  'other listings': others,
  'parameters at random': random(),
}
