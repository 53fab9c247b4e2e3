import { expect, test } from 'vitest'
import { checkClocks } from '../../../src/preflight/check-clocks.ts'

const MINUTE = 60_000
const clocks = (database: number, ...stores: number[]) => [
  { of: 'the database', aheadMs: database * MINUTE },
  ...stores.map((minutes, i) => ({ of: `s${i + 1}`, aheadMs: minutes * MINUTE })),
]

test.each<[string, number[], string[]]>([
  ['all agree', [0.01, -0.02], ['this machine, the database and s1 agree to 1.8 s']],
  ['five minutes are within', [5, 5], ['this machine, the database and s1 agree to 5 minutes']],
  [
    'this machine is off',
    [-7, -7.1],
    ['the clock of this machine is 7 minutes ahead; the database and s1 agree'],
  ],
  [
    'the database is off',
    [6, 0],
    ['the clock of the database is 6 minutes ahead; this machine and s1 agree'],
  ],
  ['a store is off', [0, -180], ['the clock of s1 is 3.0 hours behind; this machine and the database agree']],
  [
    'two are off, three agree',
    [0, 0, 20, -20],
    [
      'the clock of s2 is 20 minutes ahead; this machine, the database and s1 agree',
      'the clock of s3 is 20 minutes behind; this machine, the database and s1 agree',
    ],
  ],
  [
    'of two nobody can say which',
    [9],
    ['this machine, the database is 9 minutes ahead: they differ by more than five minutes'],
  ],
  [
    'nor of two halves',
    [0, 20, 20],
    [
      'this machine, the database, s1 is 20 minutes ahead, s2 is 20 minutes ahead: they differ by more than five minutes',
    ],
  ],
])('%s', (_, [database = 0, ...stores], told) => {
  const checks = checkClocks(clocks(database, ...stores))
  expect(checks.map(({ detail }) => detail)).toEqual(told)
  const ok = told.length === 1 && / agree to /.test(told[0] ?? '')
  for (const check of checks) expect(check).toMatchObject({ result: ok ? 'ok' : 'warning', subject: 'clock' })
})

test('no clock told its time: there is nothing to say', () => {
  expect(checkClocks([])).toEqual([])
})
