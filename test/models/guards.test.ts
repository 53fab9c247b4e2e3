import { describe, expect, test } from 'vitest'
import { checkGuards } from '../../src/guards/check.ts'
import { parseAcceptedGuard } from '../../src/run/accepted-guard.ts'
import type { Run } from '../../src/store/run.ts'
import type { Parameters } from '../../src/store/run-store.ts'
import { EXIT } from '../../src/vocabulary/exit-code.ts'
import { Failure } from '../../src/vocabulary/failure.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { Given } from './given.ts'
import { filesOf } from './many-files.ts'

describe('nothing-listed', () => {
  test.each<[string, Parameters, Record<string, number>, number]>([
    ['nothing stored, something promised', {}, {}, 1],
    ['one object stored, whatever it is', {}, { other: 1 }, 0],
    ['nothing promised', { not_expected: 'purged' }, {}, 0],
    ['nothing promised in scope', { deposited_at: '2019-01-01' }, {}, 0],
    ['nothing that has a key', { object_key: null }, {}, 0],
  ])('%s', async (_, promise, stored, trips) => {
    const given = await Given.open({ years: [2022] })
    await given.promised(promise)
    await given.stored(stored)
    await given.listed()
    await given.run('expectations', 'match')
    expect(await given.guard('nothing-listed')).toHaveLength(trips)
  })
})

describe('empty-prefix', () => {
  test.each<[string, string[], Record<string, number>, Parameters[], string[]]>([
    [
      'a prefix that holds nothing',
      ['vol-01/', 'vol-02/'],
      { 'vol-01/x': 1 },
      [{ prefix: 'vol-01/' }, { prefix: 'vol-02/' }],
      ['b/vol-02/'],
    ],
    ['a prefix that holds something else', ['vol-02/'], { 'vol-02/x': 1 }, [{ prefix: 'vol-02/' }], []],
    ['a whole bucket', [''], {}, [{}], ['b']],
    ['a dead volume below it is a finding', [''], { 'vol-01/x': 1 }, [{}], []],
    [
      'a prefix that could not be listed',
      ['vol-02/'],
      { 'vol-01/x': 1 },
      [{ prefix: 'vol-02/', state: 'failed' }],
      [],
    ],
    ['a prefix that should hold nothing', ['vol-03/'], {}, [{ prefix: 'vol-03/' }], []],
    ['a prefix that no promise is below', ['vol-09/'], {}, [{ prefix: 'vol-09/' }], []],
    [
      'a prefix of whose ranges one could not be listed',
      ['vol-02/'],
      {},
      [
        { prefix: 'vol-02/', up_to: 'vol-02/m' },
        { prefix: 'vol-02/', after: 'vol-02/m', state: 'failed' },
      ],
      [],
    ],
    [
      'two prefixes that hold nothing',
      ['vol-01/', 'vol-02/'],
      { 'vol-1/x': 1 },
      [{ prefix: 'vol-01/' }, { prefix: 'vol-02/' }],
      ['b/vol-01/', 'b/vol-02/'],
    ],
  ])('%s', async (_, prefixes, stored, ranges, tripped) => {
    const given = await Given.open()
    await given.store.run('delete from primary_source')
    await given.insert(
      'primary_source',
      prefixes.map((prefix, position) => ({ position, bucket: 'b', prefix })),
    )
    await given.promised(
      { object_key: 'vol-01/a' },
      { object_key: 'vol-02/a' },
      { object_key: 'vol-03/a', not_expected: 'purged' },
    )
    await given.stored(stored)
    await given.listed(...ranges)
    await given.run('expectations', 'match')
    expect((await given.guard('empty-prefix')).map(({ instance }) => instance)).toEqual(tripped)
  })
})

describe('accepted', () => {
  /** Both kinds are damaged beyond what was declared. */
  async function stopped(...accepted: string[]) {
    const given = await filesOf(4, { absent: 4 })
    await given.store.run(`update raw_expected_object set kind = 'dce' where row_number > 2`)
    await given.runAll()
    await given.insert(
      'declared_loss',
      ['offer', 'dce'].map((kind) => ({ kind, min_rate: 0, max_rate: 0.5 })),
    )
    await given.insert(
      'accepted_guard',
      accepted.map((text) => ({ ...parseAcceptedGuard(text) })),
    )
    const warnings: string[] = []
    const journal = { ...silentJournal, warn: (message: string) => void warnings.push(message) }
    const { store } = given
    const ending = await checkGuards({ store, journal } as Run, ['nothing-listed', 'loss-range']).catch(
      (e: Failure) => e,
    )
    const names = (text: string) =>
      [...text.matchAll(/(?:guard |- )([a-z:-]+)(?:, accepted)?: /g)].map(([, name]) => name)
    return {
      code: ending instanceof Failure ? ending.exitCode : undefined,
      tripped: ending instanceof Failure ? names(ending.message) : [],
      warned: warnings.flatMap(names),
    }
  }
  const all = ['nothing-listed', 'loss-range:dce', 'loss-range:offer']

  test.each<[string, string[], string[]]>([
    ['nothing', [], all],
    ['one by its name', ['nothing-listed'], ['loss-range:dce', 'loss-range:offer']],
    ['every instance of one', ['loss-range'], ['nothing-listed']],
    ['one instance', ['loss-range:offer'], ['nothing-listed', 'loss-range:dce']],
    ['an instance that did not trip', ['loss-range:acte'], all],
    ['an instance of a guard that has none', ['nothing-listed:b'], all],
    ['another guard', ['size-mismatch', 'empty-prefix:b'], all],
    ['all, in two ways', ['nothing-listed', 'loss-range:offer', 'loss-range:dce', 'loss-range'], []],
  ])('%s', async (_, accepted, tripped) => {
    expect(await stopped(...accepted)).toEqual({
      code: tripped.length === 0 ? undefined : EXIT.guard,
      tripped,
      warned: all.filter((name) => !tripped.includes(name)),
    })
  })
})
