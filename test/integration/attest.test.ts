import { copyFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPdf } from '../../src/attest/verify/read-pdf.ts'
import { constat, type Outcome } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

const estate = new TestEstate()
const out = (...path: string[]) => join(estate.folder, 'out', ...path)
const certificate = (run: string, number: string) => out(run, 'attestations', `${number}.pdf`)
let bucket: string
let config: string

const attest = (...args: string[]): Promise<Outcome> =>
  constat(['attest', '--config', config, ...args], estate.environment)
const reconcile = (run: string): Promise<Outcome> =>
  constat(['reconcile', '--config', config, '--run', run, '--quiet'], estate.environment)

/** The text of a certificate on one line, as a person copies it. */
async function textOf(run: string, number: string): Promise<string> {
  const seen = await readPdf(readFileSync(certificate(run, number)))
  return (seen?.pages ?? [])
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
}

/** A row of `collectivities.csv` as certificates show it. */
function shown(row: Record<string, string> | undefined): string {
  const kinds: Record<string, string> = { offer: 'offre', dce: 'DCE' }
  const columns = ['expected', 'missing', 'altered', 'recoverable', 'lost', 'recovery_unknown', 'unknown']
  return [kinds[row?.['kind'] ?? ''], ...columns.map((name) => row?.[name])].join(' ')
}

beforeAll(async () => {
  bucket = await estate.bucket({ whole: 3, short: 1 })
  const replica = await estate.bucket({ copied: 3 })
  const file = (object_key: string, kind: string, consultation_id: string, rest = {}) => ({
    object_key,
    file_id: object_key,
    file_name: `${object_key}.pdf`,
    kind,
    role: 'content',
    collectivity_id: 'A',
    consultation_id,
    size_bytes: '3',
    deposited_at: '2023-05-04',
    ...rest,
  })
  const bid = { offer_id: 'o1', bidder: 'Secret SARL' }
  estate.mapping({
    collectivities: [
      { collectivity_id: 'A', name: 'Commune de Plouézec', siren: '012345678', siret: '01234567800012' },
      { collectivity_id: 'B', name: 'Commune intacte' },
    ],
    consultations: [
      { collectivity_id: 'A', consultation_id: '1', reference: '2023-01', deadline_at: '2023-06-01 12:00' },
      { collectivity_id: 'A', consultation_id: '2', reference: '2023-02', deadline_at: '2023-07-28 12:00' },
      { collectivity_id: 'B', consultation_id: '2', reference: '2023-02', deadline_at: '2023-09-28 12:00' },
    ],
    'expected-objects': [
      file('whole', 'dce', '1'),
      file('gone', 'dce', '1'),
      file('short', 'dce', '1'),
      file('copied', 'offer', '1'),
      file('bid', 'offer', '2', bid),
    ],
  })
  config = estate.config([{ bucket }], [{ name: 'copies', bucket: replica }], (it) => {
    it.incident['host'] = 'Hébergeur Ouest'
  })
  expect(await reconcile('one')).toMatchObject({ code: 1 })
})

test('certificates show the figures of the run, and are accepted', async () => {
  expect(await attest('--run', 'one')).toMatchObject({
    code: 0,
    stdout: `  3 certificates, 3 of them new\n  ${out('one', 'attestations')}\n`,
  })
  const [summary, rows] = [readSummaryFile(out('one')), await readCsv(out('one', 'collectivities.csv'))]
  expect(rows.map((row) => [row['collectivity_id'], row['kind'], row['lost']])).toEqual([
    ['A', 'dce', '2'],
    ['A', 'offer', '1'],
  ])
  const [service, collectivity, consultation] = [
    await textOf('one', numberAt(0)),
    await textOf('one', numberAt(1)),
    await textOf('one', numberAt(2)),
  ]
  for (const row of rows) expect(collectivity).toContain(shown(row))
  for (const [kind, { files }] of Object.entries(summary.kinds)) {
    const totals = Object.fromEntries(Object.entries(files).map(([name, value]) => [name, String(value)]))
    expect(service).toContain(shown({ kind, ...totals }))
  }
  expect(collectivity).toContain('Commune de Plouézec')
  expect(collectivity).toContain('012345678')
  expect(collectivity).toContain('Hébergeur Ouest')
  expect(collectivity).toContain('2023-02 28/07/2023 12:00 * offre 1 0 0 0')
  expect(consultation).toContain('offre 1 0 0 1 0 0')
  for (const file of readdirSync(out('one', 'attestations'))) {
    const text = readFileSync(out('one', 'attestations', file), 'utf8')
    expect(text).not.toContain('Secret')
    expect(text).not.toContain('bid.pdf')
  }
  for (const i of [0, 1, 2]) {
    const verified = await attest('--verify', certificate('one', numberAt(i)))
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining(': accepted\n') })
  }
})

/** The numbers of this year, whose certificates are issued now. */
function numberAt(i: number): string {
  const register = JSON.parse(readFileSync(out('attestations.json'), 'utf8')) as {
    certificates: { number: string }[]
  }
  return register.certificates[i]?.number ?? ''
}

test('a certificate or a list that was changed is refused with 1, and why', async () => {
  const path = certificate('one', numberAt(1))
  const copy = join(estate.folder, 'copy.pdf')
  const bytes = readFileSync(path)
  writeFileSync(copy, bytes.toString('latin1').replace('/Marked true', '/Marked null'), 'latin1')
  expect(await attest('--verify', copy)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('refused the file is not the one that was issued'),
  })
  const list = path.replace('.pdf', '.csv')
  const before = readFileSync(list, 'utf8')
  writeFileSync(list, before.replace('missing', 'altered'))
  expect(await attest('--verify', path)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/refused the list \S+\.csv has the digest/),
  })
  writeFileSync(list, before)
  expect(await attest('--verify', path)).toMatchObject({ code: 0 })
})

test('what cannot be looked at ends with 2', async () => {
  expect(await attest('--verify', join(estate.folder, 'nowhere.pdf'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('cannot read the certificate'),
  })
  copyFileSync(certificate('one', numberAt(1)), join(estate.folder, 'copy.pdf'))
  expect(await attest('--verify', join(estate.folder, 'copy.pdf'), '--run', 'nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no run in'),
  })
  expect(await attest('--run', 'nowhere')).toMatchObject({ code: 2 })
})

test('after part was repaired, new certificates name those they replace', async () => {
  await estate.put(bucket, 'gone', 3)
  await estate.put(bucket, 'bid', 3)
  expect(await reconcile('two')).toMatchObject({ code: 1 })
  expect(await attest('--run', 'two')).toMatchObject({ code: 0 })
  const [row] = await readCsv(out('two', 'collectivities.csv'))
  const text = await textOf('two', numberAt(4))
  expect(text).toContain(`remplace l’attestation n° ${numberAt(1)}`)
  expect(text).toContain(shown(row))
  expect(await textOf('two', numberAt(5))).toContain('Aucun fichier manquant, altéré ou indéterminé')
  const old = await attest('--verify', certificate('one', numberAt(1)))
  expect(old).toMatchObject({ code: 0, stdout: expect.stringContaining(`replaced by ${numberAt(4)} since`) })
  expect(await attest('--run', 'one')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('3 certificates, 0 of them new'),
  })
})

test('a template of the operator is used, and its mistakes are told before anything is issued', async () => {
  const text = readFileSync(config, 'utf8')
  const templates = join(estate.folder, 'texts')
  cpSync('templates/attestations', templates, { recursive: true })
  writeFileSync(config, `${text}certificates:\n  templates: texts\n`)
  writeFileSync(join(templates, 'letterhead.md'), '{{isuer}}\n')
  const before = readFileSync(out('attestations.json'), 'utf8')
  expect(await attest('--run', 'two')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('letterhead.md, line 1: unknown field {{isuer}}'),
  })
  expect(readFileSync(out('attestations.json'), 'utf8')).toBe(before)
  writeFileSync(join(templates, 'letterhead.md'), '**Mairie de Plouézec**, le maire\n')
  expect(await attest('--run', 'two')).toMatchObject({ code: 0 })
  const text2 = await textOf('two', numberAt(7))
  expect(text2).toContain('Mairie de Plouézec')
  expect(text2).toContain(`remplace l’attestation n° ${numberAt(4)}`)
})
