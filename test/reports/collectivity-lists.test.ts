import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReports } from '../../reports/index.ts'
import type { Summary } from '../../reports/summary/schema.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { readEml } from '../support/eml.ts'
import { readCsv } from '../support/summary.ts'
import { fixedRun } from './fixed-run.ts'

/** The lists and drafts that leave the house: nobody left out, nothing too much said. */

const french = mkdtempSync(join(tmpdir(), 'constat-lists-'))
const machine = mkdtempSync(join(tmpdir(), 'constat-lists-'))
let store: RunStore
beforeAll(async () => {
  store = await fixedRun()
  await writeReports(store, french, { locale: 'fr', csv: 'office' }, silentJournal)
  await writeReports(store, machine, { locale: 'en', csv: 'rfc4180' }, silentJournal)
})
afterAll(() => store.close())

const lists = (folder: string) =>
  globSync('collectivities/*/files.csv', { cwd: folder }).map((name) => join(folder, name))
const drafts = (folder: string) =>
  globSync('collectivities/*/*.eml', { cwd: folder }).map((name) => join(folder, name))

test('the files of all lists, each once, are the damaged files of the summary', async () => {
  const { kinds } = JSON.parse(readFileSync(join(machine, 'summary.json'), 'utf8')) as Summary
  const damaged = Object.values(kinds).reduce((sum, kind) => sum + kind.files.damaged, 0)
  const rows = (await Promise.all(lists(machine).map(readCsv))).flat()
  const identity = ({ collectivity_id, consultation_id, kind, file_id }: Record<string, string>) =>
    JSON.stringify([collectivity_id, consultation_id, kind, file_id])
  expect(damaged).toBeGreaterThan(10)
  expect(new Set(rows.map(identity)).size).toBe(damaged)
  expect(rows.length).toBe(damaged)
})

test('every contact of buyers.csv has its draft and its list, where the row says', async () => {
  const rows = await readCsv(join(machine, 'buyers.csv'))
  const found = drafts(machine).map((path) => path.slice(machine.length + 1))
  expect(rows.map((row) => row['message']).sort()).toEqual(found.sort())
  for (const row of rows) {
    const { headers, attachment } = readEml(readFileSync(join(machine, row['message'] ?? '')))
    expect(attachment.content).toEqual(readFileSync(join(machine, row['file_list'] ?? '')))
    expect(headers['to'] === undefined).toBe(row['no_address'] === 'true')
    if (headers['to'] !== undefined)
      expect(headers['to'].toLowerCase()).toContain(row['email']?.toLowerCase())
  }
  const { n } = await store.row<{ n: number }>(
    `select count(distinct collectivity_id) as n from file_verdict where state in ('missing', 'altered')`,
  )
  expect(lists(machine).length).toBe(n)
})

test('of a bid that is not opened, nothing for buyers says the bidder or the name of a file', async () => {
  const secrets = await store.rows<{ text: string }>(
    `select distinct unnest([f.bidder, f.file_name]) as text from file_verdict as f
     left join consultation as c using (collectivity_id, consultation_id)
     where f.offer_id is not null and c.opened_at is null`,
  )
  const texts = secrets.map(({ text }) => text).filter((text) => text !== null)
  expect(texts).toEqual(expect.arrayContaining(['Secret SARL', 'acte.pdf', 'Entreprise open', 'sealed.pdf']))
  for (const folder of [french, machine]) {
    const shown = [
      ...lists(folder),
      ...['buyers', 'buyer-consultations', 'without-contact', 'files', 'consultations'].map((name) =>
        join(folder, `${name}.csv`),
      ),
    ].map((path) => readFileSync(path, 'utf8'))
    const told = drafts(folder).map((path) => {
      const { headers, text, attachment } = readEml(readFileSync(path))
      return `${JSON.stringify(headers)}${text}${attachment.content.toString('utf8')}`
    })
    for (const text of texts) for (const said of [...shown, ...told]) expect(said).not.toContain(text)
  }
})

test('a list and a draft, as a buyer gets them', async () => {
  const [list = ''] = lists(french).filter((path) => basename(dirname(path)).startsWith('c2-'))
  await expect(readFileSync(list, 'utf8')).toMatchFileSnapshot(
    join(import.meta.dirname, 'golden/collectivity-files.csv'),
  )
  const [draft = ''] = drafts(french).filter((path) => path.includes('c2-') && path.includes('contact-'))
  const { headers, text } = readEml(readFileSync(draft))
  await expect(
    `${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')}\n\n${text}`,
  ).toMatchFileSnapshot(join(import.meta.dirname, 'golden/message.txt'))
})

test('who is affected no more has no list and no draft after the reports are written again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-lists-'))
  await writeReports(store, folder, { locale: 'fr', csv: 'office' }, silentJournal)
  const [list = ''] = lists(folder)
  const stale = join(dirname(list), 'contact-old.eml')
  const theirs = join(dirname(list), 'notes.txt')
  writeFileSync(stale, 'x')
  writeFileSync(theirs, 'x')
  await writeReports(store, folder, { locale: 'fr', csv: 'office' }, silentJournal)
  expect(drafts(folder)).not.toContain(stale)
  expect(readFileSync(theirs, 'utf8')).toBe('x')
})

test('a template of the configuration is used instead of the one of constat', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-lists-'))
  const template = 'Objet : Perte\n\nCher {{contact}}, {{files_damaged}} fichiers.'
  await writeReports(store, folder, { locale: 'fr', csv: 'office', template }, silentJournal)
  const { headers, text } = readEml(
    readFileSync(drafts(folder).find((path) => path.includes('contact-7')) ?? ''),
  )
  expect(headers['subject']).toBe('Perte')
  expect(text.trim()).toBe('Cher Zoé Le Goff, 4 fichiers.')
})
