import { describe, expect, test } from 'vitest'
import { type Files, filesOf } from './many-files.ts'

describe('size-mismatch', () => {
  test.each<[string, number, Files, boolean]>([
    ['at the limit, 4 of 20', 20, { wrong: 4 }, false],
    ['one above it, 5 of 20', 20, { wrong: 5 }, true],
    ['at the limit, 200 of 1,000', 1000, { wrong: 200 }, false],
    ['one above it, 201 of 1,000', 1000, { wrong: 201 }, true],
    ['one below it, 199 of 1,000', 1000, { wrong: 199 }, false],
    ['at a limit of the operator, 5 of 20', 20, { wrong: 5, maxMismatch: 0.25 }, false],
    ['one above it, 6 of 20', 20, { wrong: 6, maxMismatch: 0.25 }, true],
    ['at a limit of 1 everything may mismatch', 20, { wrong: 20, maxMismatch: 1 }, false],
    ['at a limit of 0 nothing may', 20, { wrong: 1, maxMismatch: 0 }, true],
    ['and nothing does', 20, { maxMismatch: 0 }, false],
    ['all of 20', 20, { wrong: 20 }, true],
    ['all of 19, too few to betray anything', 19, { wrong: 19 }, false],
    ['all of 19, and others of unknown size', 40, { wrong: 19, unsized: 21 }, false],
    ['all of 20, and others of unknown size', 40, { wrong: 20, unsized: 20 }, true],
    ['all of 19, and others that are absent', 40, { wrong: 19, absent: 21 }, false],
    ['5 of 20 that are listed, and absent ones', 24, { wrong: 5, absent: 4 }, true],
    ['empty objects are another damage', 20, { empty: 20 }, false],
    ['but were compared: 4 of 20', 20, { wrong: 4, empty: 16 }, false],
    ['objects whose MD5 was compared are of known size too: 4 of 20', 20, { wrong: 4, etags: true }, false],
    ['5 of 20 of them', 20, { wrong: 5, etags: true }, true],
  ])('%s', async (_, count, how, trips) => {
    const given = await (await filesOf(count, how)).run('expectations', 'match')
    const instances = (await given.guard('size-mismatch')).map(({ instance }) => instance)
    expect(instances).toEqual(trips ? ['offer'] : [])
  })

  test('says how much, in per cent', async () => {
    const given = await (await filesOf(20, { wrong: 5 })).run('expectations', 'match')
    expect((await given.guard('size-mismatch'))[0]?.finding).toMatch(
      /^5 of 20 objects of known size \(25\.0 %\).* 20\.0 %/,
    )
  })

  test('each kind by itself; rows that are not expected or not in scope do not count', async () => {
    const given = await filesOf(80, { wrong: 40 })
    await given.store.run(`update raw_expected_object set kind = 'dce' where row_number > 20`) // 20 of 60
    await given.store.run(`update raw_expected_object set not_expected = 'purged' where row_number = 20`) // 19 of 19
    await given.run('expectations', 'match')
    expect((await given.guard('size-mismatch')).map(({ instance }) => instance)).toEqual(['dce'])
  })
})

describe('loss-range', () => {
  const unexpected = { kind: 'dce', min_rate: 0.5, max_rate: 1 } // nothing is expected of it

  test.each<[string, number, Files, [number, number, boolean][]]>([
    [
      '2 of 20 files',
      20,
      { absent: 2 },
      [
        [0, 1, false],
        [0, 0.1, false],
        [0.1, 1, false],
        [0.1, 0.1, false],
        [0, 0.0999999, true],
        [0.1000001, 1, true],
        [0, 0.09, true],
        [0.11, 0.2, true],
      ],
    ],
    [
      '6 of 1,000 files, 0.6 %: the limits are fractions and no per cents',
      1000,
      { absent: 6 },
      [
        [0, 0.006, false],
        [0.006, 1, false],
        [0, 0.0059, true],
        [0.0061, 1, true],
        [0.06, 0.6, true],
        [0.6, 1, true],
      ],
    ],
    [
      'altered files are damaged too: 3 of 10',
      10,
      { absent: 1, wrong: 1, empty: 1 },
      [
        [0.3, 0.3, false],
        [0, 0.29, true],
      ],
    ],
    [
      'none of 10 files',
      10,
      {},
      [
        [0, 0, false],
        [0.01, 1, true],
      ],
    ],
    [
      'all of 10 files',
      10,
      { absent: 10 },
      [
        [1, 1, false],
        [0, 0.99, true],
      ],
    ],
  ])('%s', async (_, count, how, ranges) => {
    const given = await filesOf(count, how)
    await given.store.run(
      `insert into probe_answer by name
       select bucket, object_key, 'found' as answer, size_bytes, now() as observed_at from stored_object where size_bytes <> 10`,
    )
    await given.runAll()
    for (const [min_rate, max_rate, trips] of ranges) {
      await given.store.run('delete from declared_loss')
      await given.insert('declared_loss', [{ kind: 'offer', min_rate, max_rate }, unexpected])
      const instances = (await given.guard('loss-range')).map(({ instance }) => instance)
      expect(instances, `${min_rate} to ${max_rate}`).toEqual(trips ? ['offer'] : [])
    }
  })

  test('too few are damaged only when the unknown ones would not make up for it', async () => {
    const given = await filesOf(20, { absent: 4 })
    await given.store.run(`update probe_answer set answer = 'error' where object_key in ('k16', 'k17')`)
    await given.runAll() // 2 damaged, 2 unknown
    for (const [min_rate, max_rate, finding] of [
      [0.2, 1, undefined],
      [0.21, 1, '2 of 20 files (10.0 %) are damaged and 2 are unknown; declared possible: 21.0 % to 100.0 %'],
      [0, 0.1, undefined],
      [0, 0.09, '2 of 20 files (10.0 %) are damaged and 2 are unknown; declared possible: 0.0 % to 9.0 %'],
    ] as const) {
      await given.store.run('delete from declared_loss')
      await given.insert('declared_loss', [{ kind: 'offer', min_rate, max_rate }])
      expect((await given.guard('loss-range'))[0]?.finding).toBe(finding)
    }
  })
})
