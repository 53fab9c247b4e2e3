import fc from 'fast-check'
import type { Settings } from '../estate.ts'
import { chance } from './chance.ts'
import { BASE_KEYS, deposit, stray } from './deposit.ts'
import { key } from './keys.ts'
import { date } from './texts.ts'

/** None contains another; some differ by their normal form only. */
export const PREFIXES = ['a/', 'é/', 'e\u0301/', '/a/', '😀/', 'A/']

const prefixes = fc.oneof(
  { weight: 5, arbitrary: fc.constant<string[]>([]) },
  { weight: 3, arbitrary: fc.subarray(PREFIXES, { minLength: 2, maxLength: 4 }) },
)

type Rewrite = { from: string; to: string }
const rewrites = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Rewrite[]>([]) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Rewrite[][]>(
      [{ from: 'old/', to: '' }],
      [{ from: 'e', to: 'vol/e' }],
      [
        { from: 's3://b/', to: '' },
        { from: 'old/', to: 'a/' },
        { from: 'ol', to: 'never-alone/' },
      ],
      [
        { from: 'é', to: 'e\u0301' },
        { from: '', to: 'a/' },
      ],
    ),
  },
)

const primary = fc.record({ prefixes, unlisted: chance(15), versioned: chance(40) })
const recovery = fc.record({
  keyPrefix: fc.constantFrom('', '', 'copies/', 'é+ /'),
  answers: chance(90),
})

/** Everything that an estate is made from; `assemble` makes it. */
export const scene = fc.noBias(
  fc.record({
    // first, since what makes an estate small are few rows
    deposits: fc.array(deposit, { minLength: 1, maxLength: 40, size: 'max' }),
    strays: fc.array(stray, { maxLength: 8, size: 'max' }),
    settings: fc.record({
      timeZone: fc.constantFrom('Europe/Paris', 'Europe/Paris', 'America/Martinique', 'Indian/Reunion'),
      years: fc.constantFrom<number[][]>([], [2022], [2021, 2022, 2023]),
      kinds: fc.constantFrom<string[][]>([], [], ['offer'], ['offer', 'pièce "jointe", acte']),
      yearOf: fc.constantFrom<Settings['yearOf'][]>(
        'deposited_at',
        'deposited_at',
        'published_at',
        'deadline_at',
      ),
      verify: fc.constantFrom<Settings['verify'][]>(
        'none',
        'stored',
        'stored',
        'sample:1',
        'sample:3',
        'sample:1000',
        'all',
      ),
      listRanges: fc.integer({ min: 1, max: 8 }),
      maxMismatch: fc.constantFrom(1, 1, 0.2),
      rewrites,
    }),
    collectivities: fc.integer({ min: 1, max: 3 }),
    consultationDates: fc.array(fc.tuple(date, date), { minLength: 6, maxLength: 6, size: 'max' }),
    buyers: fc.array(
      fc.record({ collectivity: fc.nat(2), active: fc.boolean(), runs: fc.subarray(['1', '2']) }),
      { maxLength: 4, size: 'max' },
    ),
    baseKeys: fc.array(key, { minLength: BASE_KEYS, maxLength: BASE_KEYS, size: 'max' }),
    primary: fc.array(primary, { minLength: 1, maxLength: 2 }),
    gone: chance(8),
    recovery: fc.array(recovery, { maxLength: 2 }),
    faults: chance(25),
    late: chance(6),
    changes: chance(40),
  }),
)
export type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never
