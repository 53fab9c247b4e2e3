import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { readCsv } from '../support/summary.ts'

const promise = (consultation_id: string) => ({
  object_key: `${consultation_id}.zip`,
  file_id: consultation_id,
  kind: 'dce',
  role: 'content',
  collectivity_id: 'A',
  consultation_id,
  size_bytes: '3',
  deposited_at: '2022-05-04',
})

test('what support noted in the list of one run is in that of the next, after part of the damage was repaired', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ 'other.zip': 3 })
  estate.mapping({
    collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }],
    consultations: ['1', '2'].map((consultation_id) => ({ collectivity_id: 'A', consultation_id })),
    buyers: ['b1', 'b2'].map((buyer_id) => ({
      collectivity_id: 'A',
      buyer_id,
      full_name: buyer_id,
      active: 't',
    })),
    'consultation-buyers': [
      { collectivity_id: 'A', consultation_id: '1', buyer_id: 'b1' },
      { collectivity_id: 'A', consultation_id: '2', buyer_id: 'b2' },
    ],
    'expected-objects': [promise('1'), promise('2')],
  })
  const config = estate.config([{ bucket }])
  const reconcile = (run: string, ...more: string[]) =>
    constat(['reconcile', '--config', config, '--run', run, ...more], estate.environment)
  const list = (run: string, name = 'buyers.csv') => join(estate.folder, 'out', run, name)

  expect(await reconcile('one')).toMatchObject({ code: 1 })
  const noted = readFileSync(list('one'), 'utf8').replaceAll(/,,,\r\n/g, ',2023-08-07,Éloïse,told\r\n')
  writeFileSync(list('one'), noted)
  await estate.put(bucket, '1.zip', 3)

  const bad = join(estate.folder, 'bad.csv')
  writeFileSync(bad, 'name,phone\nx,y\n')
  expect(await reconcile('two', '--follow-up', bad)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/bad\.csv is no list of contacts/),
  })
  expect(existsSync(list('two', 'run.duckdb'))).toBe(false)

  const two = await reconcile('two', '--follow-up', list('one'))
  expect(two).toMatchObject({ code: 1, stderr: expect.stringContaining('kept in follow-up-kept.csv') })
  const told = { informed_on: '2023-08-07', informed_by: 'Éloïse', outcome: 'told' }
  expect(await readCsv(list('two'))).toMatchObject([{ buyer_id: 'b2', ...told }])
  expect(await readCsv(list('two', 'follow-up-kept.csv'))).toMatchObject([{ buyer_id: 'b1', ...told }])

  // written again in another dialect, from its own folder and from another workbook
  const again = ['report', '--config', config, '--run', 'two', '--locale', 'fr', '--csv', 'office']
  expect(
    await constat([...again, '--follow-up', list('two', 'buyers.xlsx')], estate.environment),
  ).toMatchObject({ code: 0 })
  expect(readFileSync(list('two'), 'utf8')).toContain(';07/08/2023;Éloïse;told\r\n')
  expect(readFileSync(list('two', 'follow-up-kept.csv'), 'utf8')).toContain(';07/08/2023;Éloïse;told\r\n')
})

test('a template of messages that cannot be used is told before the run begins', async () => {
  const estate = new TestEstate()
  estate.mapping({ 'expected-objects': [promise('1')] })
  const config = estate.config([{ bucket: await estate.bucket({ '1.zip': 3 }) }], [], (it) => {
    it['messages'] = { template: 'message.txt' }
  })
  writeFileSync(join(estate.folder, 'message.txt'), 'Objet : x\n\n{{phone}}')
  expect(await constat(['reconcile', '--config', config, '--run', 'one'], estate.environment)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/\{\{phone\}\} is nothing that can be filled in/),
  })
  expect(existsSync(join(estate.folder, 'out/one'))).toBe(false)
})
