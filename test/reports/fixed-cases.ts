import type { Given } from '../models/given.ts'

const MD5 = `md5:${'0a'.repeat(16)}`
const OTHER = `md5:${'ff'.repeat(16)}`

/** Keys as the database and as storage write them, a pair for each key rule. */
const SPELLINGS = [
  ['vol-01/pi\u00e8ce', 'vol-01/pie\u0300ce'],
  ['vol-01/a b%', 'vol-01/a%20b%25'],
  ['vol-01/c d', 'vol-01/c+d'],
  ['vol-01/été', 'vol-01/Ã©tÃ©'],
  ['vol-01/l’avis', 'vol-01/lâ€™avis'],
  ['vol-01/racine', '/vol-01/racine'],
] as const

/** What key rules, contents, copies of every sort and the second look give: all of consultation `n`. */
export async function deeperCases(given: Given): Promise<void> {
  await given.promised(
    ...SPELLINGS.map(([object_key], i) => ({ object_key, file_id: `r${i}` })),
    { object_key: 'vol-01/e f', file_id: 'ambiguous' },
    { object_key: 'vol-02/content', file_id: 'content', checksum: MD5 },
    { object_key: 'vol-02/moved', file_id: 'moved', checksum: MD5 },
    { object_key: 'vol-02/older', file_id: 'older' },
    { object_key: 'vol-02/archived', file_id: 'archived', checksum: MD5 },
    { object_key: 'vol-02/withdrawn', file_id: 'withdrawn' },
    { object_key: 'vol-02/renamed', file_id: 'renamed' },
    { object_key: 'vol-02/resized', file_id: 'resized', size_bytes: '11' },
  )
  await given.stored({
    ...Object.fromEntries(SPELLINGS.map(([, stored]) => [stored, 10])),
    'vol-01/e+f': 10,
    'vol-01/e%20f': 10,
    'vol-02/content': 10,
    'vol-02/found-again': { etag: MD5.slice(4) },
    'vol-02/resized': 10,
  })
  await given.probed({
    'vol-01/e f': 'absent',
    'vol-02/moved': 'absent',
    'vol-02/older': 'absent',
    'vol-02/archived': 'absent',
    'vol-02/withdrawn': 'absent',
    'vol-02/renamed': 'absent',
    'vol-02/renamed-to': 4,
    'vol-02/added': 'absent',
    'vol-02/resized': 10,
  })
  await given.compared({ 'vol-02/content': { fingerprint: OTHER } })
  await given.lookedAgain({
    withdrawn: [],
    renamed: [{ object_key: 'vol-02/renamed-to' }, { object_key: 'vol-02/added' }],
    resized: [{ object_key: 'vol-02/resized' }],
  })
  await copies(given)
}

async function copies(given: Given): Promise<void> {
  const observed_at = '2023-08-05 13:00:00+02'
  const found = { bucket: 'b', method: 'stored', answer: 'found', size_bytes: 10, observed_at }
  await given.insert('orphan_answer', [{ ...found, object_key: 'vol-02/found-again' }])
  await given.store.run(`update orphan_answer set fingerprints = [$fingerprint]`, { fingerprint: MD5 })
  await given.insert('recovery_source', [{ position: 1, kind: 'version', name: 'b' }])
  const older = { ...found, kind: 'version', source: 'b', preference: 0 }
  await given.insert('recovery_answer', [
    {
      ...older,
      object_key: 'vol-02/older',
      recovered_key: 'vol-02/older',
      recovered_version_id: 'v1',
      last_modified: '2022-05-01 10:00:00+02',
    },
    {
      ...older,
      kind: 'replica',
      source: 'replica',
      object_key: 'vol-02/archived',
      recovered_key: 'copy/vol-02/archived',
      storage_class: 'GLACIER',
    },
  ])
  // What was asked and had nothing.
  await given.store.run(`
    insert into recovery_answer (kind, source, bucket, object_key, recovered_key, preference, method, answer, observed_at)
    select s.kind, s.name, 'b', p.object_key, p.object_key, 0, 'stored', 'absent', '2023-08-05 13:00:00+02'
    from probe_answer as p cross join recovery_source as s
    where not exists (
      select 1 from recovery_answer as a where a.kind = s.kind and a.source = s.name and a.object_key = p.object_key
    )`)
}
