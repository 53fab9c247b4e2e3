import { join } from 'node:path'
import { expect, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { readCsv, readSummaryFile } from '../support/summary.ts'

const people = {
  collectivities: [{ collectivity_id: 'A', name: '=Plouézec', email: 'mairie@plouezec.example' }],
  consultations: [
    { collectivity_id: 'A', consultation_id: '1', reference: 'R1', title: '=cmd', opened_at: '2023-01-01' },
    { collectivity_id: 'A', consultation_id: '2', reference: 'R2', title: 'Sealed', opened_at: null },
  ],
  buyers: [{ collectivity_id: 'A', buyer_id: 'b', full_name: 'Anne', active: 'true' }],
  'consultation-buyers': [{ collectivity_id: 'A', consultation_id: '1', buyer_id: 'b' }],
}

const object = (object_key: string | null, file_id: string, rest: Record<string, string | null> = {}) => ({
  object_key,
  file_id,
  kind: 'offer',
  role: 'content',
  file_name: `${file_id}.pdf`,
  collectivity_id: 'A',
  consultation_id: '1',
  size_bytes: '10',
  deposited_at: '2022-05-04 10:00:00',
  ...rest,
})

test('every state, reason and recovery of one small estate', async () => {
  const estate = new TestEstate()
  const primary = await estate.bucket({
    intact: 10,
    truncated: 4,
    emptied: 0,
    'unknown-size': 7,
    'block-1': 10,
    orphan: 3,
    purged: 10,
    shared: 10,
    'é +&%': 10,
  })
  const replica = await estate.bucket({ 'copies/gone': 10, 'copies/truncated': 9, 'copies/block-2': 0 })
  estate.mapping({
    ...people,
    'expected-objects': [
      object('intact', 'f1'),
      object('truncated', 'f2'),
      object('emptied', 'f3', { size_bytes: 'n/a' }),
      object('unknown-size', 'f4', { size_bytes: null }),
      object('gone', 'f5'),
      object('block-1', 'f6'),
      object('block-2', 'f6'),
      object(null, 'f7'),
      object('purged', 'f8', { not_expected: 'purged' }),
      object('withdrawn', 'f9', { not_expected: 'withdrawn' }),
      object('shared', 'f10'),
      object('shared', 'f11', { size_bytes: '11', kind: 'dce' }),
      object('old', 'f12', { deposited_at: '2019-05-04 10:00:00' }),
      object('new-year', 'f13', { deposited_at: '2020-12-31 23:30:00+00' }),
      object('undated', 'f14', { deposited_at: '0000-00-00' }),
      object('intact-signed', 'f15', { object_key: 'é +&%' }),
      object('signature', 'f15', { role: 'signature' }),
      object('astray', 'f16', { consultation_id: '99' }),
      object('sealed', 'f17', { consultation_id: '2', offer_id: 'o1', bidder: 'Secret SARL' }),
    ],
  })
  const config = estate.config(
    [{ bucket: primary }],
    [{ name: 'copies', bucket: replica, key_prefix: 'copies/' }],
  )
  const outcome = await constat(['reconcile', '--config', config, '--run', 'first'], estate.environment)
  expect(outcome.stderr).not.toContain('internal error')
  expect(outcome.code).toBe(1)

  const run = join(estate.folder, 'out/first')
  const findings = await readCsv(join(run, 'findings.csv'))
  const told = findings.map((f) =>
    [
      f['file_id'],
      f['role'],
      f['object_key'],
      f['state'],
      f['reason'],
      f['recovery'],
      f['recovered_key'],
    ].join(' '),
  )
  expect(told.sort()).toEqual(
    [
      'f11 content shared altered size none ',
      'f13 content new-year missing absent none ',
      'f14 content undated missing absent none ',
      'f15 signature signature missing absent none ',
      'f16 content astray missing absent none ',
      'f17 content sealed missing absent none ',
      'f2 content truncated altered size none ',
      'f3 content emptied altered empty none ',
      'f5 content gone missing absent replica copies/gone',
      'f6 content block-2 missing absent none ',
      'f7 content  unknown no-key  ',
    ].sort(),
  )
  const { kinds, ...summary } = readSummaryFile(run)
  expect(kinds['offer']?.files).toMatchObject({
    expected: 13,
    intact: 4,
    altered: 2,
    missing: 6,
    unknown: 1,
    damaged: 8,
    lost: 7,
    recoverable: 1,
    not_expected: 2,
    assurance: { listed: 1, size: 3, checksum: 0 },
  })
  expect(kinds['offer']?.signatures).toMatchObject({ expected: 1, missing: 1, lost: 1 })
  expect(kinds['offer']?.years['2021']?.files).toMatchObject({ expected: 1, missing: 1 })
  expect(kinds['offer']?.years['undated']?.files).toMatchObject({ expected: 1, missing: 1 })
  expect(kinds['dce']?.files).toMatchObject({ expected: 1, altered: 1 })
  expect(summary).toMatchObject({
    orphans: 1,
    collectivities: { known: 1, affected: 1 },
    consultations: { known: 2, affected: 2 },
    buyers: { affected: 1, without_contact: 2 },
  })
  const anomalies = (await readCsv(join(run, 'anomalies.csv'))).map((a) => `${a['row_number']} ${a['code']}`)
  expect(anomalies).toEqual([
    '3 bad-size',
    '8 no-key',
    '11 conflicting-promises',
    '12 conflicting-promises',
    '15 bad-date',
    '18 unknown-consultation',
  ])

  const files = await readCsv(join(run, 'files.csv'))
  expect(files.find((f) => f['file_id'] === 'f17')).toMatchObject({
    sealed: 'true',
    bidder: '',
    file_name: '',
    offer_id: 'o1',
  })
  expect(files.find((f) => f['file_id'] === 'f15')).toMatchObject({
    state: 'intact',
    signature_state: 'missing',
  })
  const without = await readCsv(join(run, 'without-contact.csv'))
  expect(without.map((w) => [w['consultation_id'], w['reason'], w['email']])).toEqual([
    ['2', 'no-active-contact', 'mairie@plouezec.example'],
    ['unattached', 'no-consultation', 'mairie@plouezec.example'],
  ])
  const consultations = await readCsv(join(run, 'consultations.csv'))
  expect(consultations.find((c) => c['reference'] === 'R1')).toMatchObject({
    title: "'=cmd",
    collectivity: "'=Plouézec",
  })
}, 120_000)
