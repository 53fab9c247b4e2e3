import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foldersOf } from '../../../src/attest/folders.ts'
import { readRegister } from '../../../src/attest/register.ts'
import type { RunStore } from '../../../src/store/run-store.ts'
import { Failure } from '../../../src/vocabulary/failure.ts'
import { silentJournal } from '../../../src/vocabulary/journal.ts'
import { damagedRun, Office } from '../../support/certified-run.ts'

let first: RunStore
let later: RunStore
beforeAll(async () => {
  first = await damagedRun('2023-08-05T08:00:00.000Z')
  later = await damagedRun('2023-08-06T08:00:00.000Z', { repaired: true })
})
afterAll(async () => {
  await first.close()
  await later.close()
})

const files = (office: Office, run: string) => readdirSync(join(office.folder, run, 'attestations')).sort()
const numbersOf = (entries: { number: string; replaces: string | null }[]) =>
  entries.map(({ number, replaces }) => [number, replaces])

test('one for the service, one for the affected collectivity, one for the consultation with a DLRO in the window', async () => {
  const office = new Office()
  const { entries, fresh } = await office.attest(first, 'one')
  expect(fresh).toBe(3)
  expect(entries.map(({ number, subject, replaces }) => [number, subject, replaces])).toEqual([
    ['2023-0001', { type: 'service', service: 'Salle des marchés' }, null],
    ['2023-0002', { type: 'collectivity', collectivity_id: 'k' }, null],
    ['2023-0003', { type: 'consultation', collectivity_id: 'k', consultation_id: 'sealed' }, null],
  ])
  expect(files(office, 'one')).toEqual([
    ...['2023-0001.csv', '2023-0001.pdf', '2023-0002.csv', '2023-0002.pdf', '2023-0003.csv', '2023-0003.pdf'],
    'attestations.csv',
  ])
  expect(readRegister(office.folder)).toEqual(entries)
  const list = readFileSync(office.path('one', '2023-0003.csv'))
  expect(createHash('sha256').update(list).digest('hex')).toBe(entries[2]?.list)
  expect(list.toString()).toBe(
    'collectivity_id,consultation_id,reference,kind,file_id,file_name,lot,offer_id,state,reason,recovery\r\n' +
      'k,sealed,2023-042,offer,bid,,1,o2,missing,absent,none\r\n',
  )
  const index = readFileSync(office.path('one', 'attestations.csv'), 'utf8').split('\r\n')
  expect(index[0]).toBe(
    '\ufeffNuméro;Fichier;Établie le;Remplace;Service;Identifiant de la collectivité;Collectivité;Identifiant de la consultation;Référence;Fichiers listés;SHA-256 de la liste',
  )
  expect(index[3]).toContain('2023-0003;2023-0003.pdf;05/08/2023 11:00;;;k;')
})

test('again for the same run: the same certificates and numbers, byte for byte', async () => {
  const office = new Office()
  const { entries } = await office.attest(first, 'one')
  const pdf = readFileSync(office.path('one', '2023-0002.pdf'))
  office.now = new Date('2024-02-01T00:00:00.000Z')
  expect(await office.attest(first, 'one')).toMatchObject({ entries, fresh: 0 })
  expect(readFileSync(office.path('one', '2023-0002.pdf'))).toEqual(pdf)
  rmSync(office.path('one', '2023-0002.pdf'))
  rmSync(office.path('one', '2023-0002.csv'))
  expect(await office.attest(first, 'one')).toMatchObject({ entries, fresh: 0 })
  expect(readFileSync(office.path('one', '2023-0002.pdf'))).toEqual(pdf)
  expect(existsSync(office.path('one', '2023-0002.csv'))).toBe(true)
})

test('a later run names what it replaces, and tells those who were certified that nothing is missing any more', async () => {
  const office = new Office()
  await office.attest(first, 'one')
  const { entries } = await office.attest(later, 'two')
  expect(numbersOf(entries)).toEqual([
    ['2023-0004', '2023-0001'],
    ['2023-0005', '2023-0002'],
    ['2023-0006', '2023-0003'],
  ])
  expect(readFileSync(office.path('two', '2023-0006.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(1)
  expect(numbersOf((await office.attest(first, 'one')).entries).map(([number]) => number)).toEqual([
    '2023-0001',
    '2023-0002',
    '2023-0003',
  ])
})

test('a run that is older than one that was certified gets no new numbers', async () => {
  const office = new Office()
  await office.attest(later, 'two')
  const before = readFileSync(join(office.folder, 'attestations.json'), 'utf8')
  await expect(office.attest(first, 'one')).rejects.toThrow('a later run of this incident was certified (two')
  expect(readFileSync(join(office.folder, 'attestations.json'), 'utf8')).toBe(before)
  expect(existsSync(join(office.folder, 'attestations.json.lock'))).toBe(false)
})

test('another template makes other certificates, which replace the first', async () => {
  const office = new Office()
  await office.attest(first, 'one')
  office.template = { ...office.template, digest: 'f'.repeat(64) }
  expect(numbersOf((await office.attest(first, 'one')).entries)).toEqual([
    ['2023-0004', '2023-0001'],
    ['2023-0005', '2023-0002'],
    ['2023-0006', '2023-0003'],
  ])
})

test('numbers begin anew with the year of the place', async () => {
  const office = new Office()
  await office.attest(first, 'one')
  office.now = new Date('2023-12-31T23:30:00.000Z')
  expect(numbersOf((await office.attest(later, 'two')).entries)[0]).toEqual(['2024-0001', '2023-0001'])
})

test('an attest that dies before the register is written has issued nothing', async () => {
  const office = new Office()
  const dying = {
    ...silentJournal,
    progress: (done: number) => {
      if (done === 2) throw new Error('power cut')
    },
  }
  await expect(office.attest(first, 'one', dying)).rejects.toThrow('power cut')
  expect(readRegister(office.folder)).toEqual([])
  const { entries } = await office.attest(later, 'two')
  expect(entries.map(({ number }) => number)).toEqual(['2023-0001', '2023-0002', '2023-0003'])
  expect(existsSync(join(office.folder, 'one', 'attestations'))).toBe(false)
})

test('what one that died after the register left is moved by the next one, of whatever run', async () => {
  const office = new Office()
  await office.attest(first, 'one')
  const { final, partial } = foldersOf(join(office.folder, 'one'))
  const pdf = readFileSync(join(final, '2023-0002.pdf'))
  renameSync(final, partial)
  writeFileSync(join(partial, '2023-0099.pdf'), 'never issued')
  mkdirSync(final)
  writeFileSync(join(final, '2023-0001.pdf'), 'signed since')
  const { entries } = await office.attest(later, 'two')
  expect(entries[0]?.number).toBe('2023-0004')
  expect(readFileSync(join(final, '2023-0002.pdf'))).toEqual(pdf)
  expect(readFileSync(join(final, '2023-0001.pdf'), 'utf8')).toBe('signed since')
  expect(readdirSync(final)).not.toContain('2023-0099.pdf')
  expect(existsSync(partial)).toBe(false)
})

test('a certificate that is not as it was written is left alone, and told', async () => {
  const office = new Office()
  await office.attest(first, 'one')
  writeFileSync(office.path('one', '2023-0001.pdf'), 'edited')
  const warnings: string[] = []
  await office.attest(first, 'one', { ...silentJournal, warn: (text) => warnings.push(text) })
  expect(warnings.join()).toContain('2023-0001.pdf is not as it was issued')
  expect(readFileSync(office.path('one', '2023-0001.pdf'), 'utf8')).toBe('edited')
})

test('what the latest run no longer knows is told; its certificate stands', async () => {
  const office = new Office()
  await office.attest(first, 'one')
  const path = join(office.folder, 'attestations.json')
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('"consultation_id": "sealed"', '"consultation_id": "gone"'),
  )
  const warnings: string[] = []
  await office.attest(later, 'two', { ...silentJournal, warn: (text) => warnings.push(text) })
  expect(warnings).toEqual([
    'what these certificates are about is in this run no more, they stand as they are: 2023-0003',
  ])
})

test('without a register that can be read no number is given', async () => {
  const office = new Office()
  writeFileSync(join(office.folder, 'attestations.json'), '{"form": 1, "certificates": [{"number": "12"}]}')
  await expect(office.attest(first, 'one')).rejects.toThrow(Failure)
  await expect(office.attest(first, 'one')).rejects.toThrow(/cannot be read \(certificates\.0\.number: /)
})
