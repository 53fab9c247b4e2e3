import { expect, test } from 'vitest'
import type { Parameters } from '../../src/store/run-store.ts'
import { Given } from './given.ts'

const CODES = `select source || ' ' || row_number || ' ' || code as anomaly from anomaly order by all`

test.each<[string, Parameters[], string[]]>([
  ['a sound row', [{}], []],
  ['no key', [{ object_key: null }], ['1 no-key']],
  ['an empty key', [{ object_key: '' }], ['1 no-key']],
  ['no key where nothing should be', [{ object_key: null, not_expected: 'paper' }], []],
  [
    'sizes',
    [
      { size_bytes: '12 kB' },
      { size_bytes: '-1' },
      { size_bytes: '1e3' },
      { size_bytes: '' },
      { size_bytes: ' 12.00 ' },
    ],
    ['1 bad-size', '2 bad-size', '3 bad-size'],
  ],
  [
    'dates',
    [
      { deposited_at: '31/02/2023' },
      { deposited_at: '0001-01-01' },
      { deposited_at: '' },
      { deposited_at: null },
    ],
    ['1 bad-date', '2 bad-date'],
  ],
  [
    'checksums',
    [
      { checksum: 'md5:abc' },
      { checksum: 'crc32:00000000' },
      { checksum: ` MD5:${'A'.repeat(32)}` },
      { checksum: '' },
    ],
    ['1 bad-checksum', '2 bad-checksum'],
  ],
  [
    'booleans',
    [{ current: 'peut-être' }, { winning: '2' }, { current: 'Oui', winning: 'f' }],
    ['1 bad-boolean', '2 bad-boolean'],
  ],
  [
    'roles',
    [{ role: 'annexe' }, { role: null }, { role: ' Signature ', object_key: 'k1' }],
    ['1 bad-role', '2 bad-role'],
  ],
  ['no kind', [{ kind: ' ' }], ['1 no-kind']],
  ['no file id', [{ file_id: '' }], ['1 no-file-id']],
  [
    'an unknown consultation',
    [{ consultation_id: 'x' }, { consultation_id: null }],
    ['1 unknown-consultation'],
  ],
  [
    'an unknown collectivity',
    [{ collectivity_id: 'x' }],
    ['1 unknown-collectivity', '1 unknown-consultation'],
  ],
  ['no collectivity', [{ collectivity_id: null }], ['1 unknown-collectivity', '1 unknown-consultation']],
  ['a bucket that is not configured', [{ bucket: 'elsewhere' }], ['1 unknown-bucket']],
  [
    'two kinds in one file',
    [{ kind: 'offer' }, { kind: 'dce' }, { kind: 'dce', file_id: 'g' }],
    ['1 two-kinds', '2 two-kinds'],
  ],
  [
    'one key, two sizes',
    [{ object_key: 's' }, { object_key: 's', file_id: 'g', size_bytes: '11' }],
    ['1 conflicting-promises', '2 conflicting-promises'],
  ],
  ['one key, one size known', [{ object_key: 's' }, { object_key: 's', file_id: 'g', size_bytes: null }], []],
  [
    'one key, two sizes, one not expected',
    [{ object_key: 's' }, { object_key: 's', file_id: 'g', size_bytes: '11', not_expected: 'purged' }],
    [],
  ],
  ['the same row twice', [{ object_key: 's' }, { object_key: 's' }], ['2 duplicate-row']],
  ['a signature of nothing', [{ role: 'signature' }], ['1 no-content']],
  [
    'a signature of what should not be there',
    [{ not_expected: 'purged' }, { role: 'signature' }],
    ['1 no-content'],
  ],
])('%s', async (_, promises, anomalies) => {
  const given = await Given.open()
  await given.promised(...promises)
  await given.run('expectations')
  expect((await given.rows(CODES)).map((row) => row['anomaly'])).toEqual(
    anomalies.map((anomaly) => `expected-objects ${anomaly}`),
  )
  expect(await given.rows('select count(*) as n from expected_object')).toEqual([{ n: promises.length }])
})

test.each<[string, string, Parameters[], string[]]>([
  [
    'dates',
    'raw_consultation',
    [{ collectivity_id: 'c', consultation_id: 'x', deadline_at: 'soon', opened_at: '2023-01-01' }],
    ['consultations 10 bad-date'],
  ],
  [
    'a consultation twice',
    'raw_consultation',
    [{ collectivity_id: 'c', consultation_id: 'n' }],
    ['consultations 10 duplicate-id'],
  ],
  [
    'a consultation without an id',
    'raw_consultation',
    [{ collectivity_id: 'c' }],
    ['consultations 10 no-id'],
  ],
  [
    'a consultation of nobody',
    'raw_consultation',
    [{ collectivity_id: 'x', consultation_id: 'n' }],
    ['consultations 10 unknown-collectivity'],
  ],
  [
    'a collectivity twice',
    'raw_collectivity',
    [{ collectivity_id: 'c' }],
    ['collectivities 10 duplicate-id'],
  ],
  ['a collectivity without an id', 'raw_collectivity', [{ name: 'x' }], ['collectivities 10 no-id']],
  [
    'buyers',
    'raw_buyer',
    [
      { collectivity_id: 'c', buyer_id: 'a', active: 't' },
      { collectivity_id: 'c', buyer_id: 'a', active: '?' },
      { collectivity_id: 'c', active: '1' },
    ],
    ['buyers 11 bad-boolean', 'buyers 11 duplicate-id', 'buyers 12 no-id'],
  ],
  [
    'links to nobody and nothing',
    'raw_consultation_buyer',
    [{ collectivity_id: 'c', consultation_id: 'x', buyer_id: 'y' }],
    ['consultation-buyers 10 unknown-buyer', 'consultation-buyers 10 unknown-consultation'],
  ],
])('in the other SELECTs: %s', async (_, table, rows, anomalies) => {
  const given = await Given.open()
  await given.insert(
    table,
    rows.map((row, i) => ({ row_number: 10 + i, ...row })),
  )
  await given.run('expectations')
  expect((await given.rows(CODES)).map((row) => row['anomaly'])).toEqual(anomalies)
})

test('an anomaly is never a way out of the count', async () => {
  const given = await Given.open({ years: [2023], kinds: ['offer'] })
  await given.promised({
    consultation_id: 'x',
    size_bytes: '?',
    deposited_at: '?',
    checksum: '?',
    role: '?',
    kind: null,
    file_id: null,
    collectivity_id: null,
  })
  await given.probed({ k1: 'absent' })
  await given.listed()
  await given.runAll()
  expect(
    await given.rows(`select expected, missing from total where unit = 'files' and grain = 'platform'`),
  ).toEqual([{ expected: 1, missing: 1 }])
})
