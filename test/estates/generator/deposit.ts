import fc from 'fast-check'
import { chance, perhaps, weighted } from './chance.ts'
import { CONTENT_COUNT, DAMAGES } from './content.ts'
import { SPELLING_NAMES, type Spelling } from './spelling.ts'
import { boolean, checksumForm, date, sizeForm } from './texts.ts'

/** Base keys are few, so that rows share keys, differ by case only, or are spellings of each other. */
export const BASE_KEYS = 8

const keyChoice = fc.record({
  base: fc.nat(BASE_KEYS - 1),
  /** Where a number makes the key one of its own; `null`: shared with whoever takes the same base. */
  mark: weighted<'front' | 'middle' | 'end' | null>([4, 'front'], [3, 'middle'], [3, 'end'], [4, null]),
  prefix: fc.nat(7),
})

const spelling = fc.constantFrom(...SPELLING_NAMES)

type Place = { exact: boolean; spellings: Spelling[]; moved: boolean }

/** Where the object of a promise really is. */
const place: fc.Arbitrary<Place> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Place>({ exact: true, spellings: [], moved: false }) },
  { weight: 4, arbitrary: fc.constant<Place>({ exact: false, spellings: [], moved: false }) },
  { weight: 1, arbitrary: fc.constant<Place>({ exact: false, spellings: [], moved: true }) },
  {
    weight: 9,
    arbitrary: spelling.map((name) => ({ exact: false, spellings: [name], moved: false })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.boolean(), spelling, spelling)
      .map(([exact, a, b]) => ({ exact, spellings: [a, b], moved: false })),
  },
)

const damage = perhaps(25, fc.constantFrom(...DAMAGES))

const fault = fc.record({
  method: weighted<'HEAD' | 'GET'>([3, 'HEAD'], [2, 'GET']),
  at: weighted<'primary' | 'copy-0' | 'copy-1'>([4, 'primary'], [2, 'copy-0'], [1, 'copy-1']),
  answer: weighted<'absent' | 'forbidden' | 'error' | 'archived'>(
    [2, 'absent'],
    [3, 'forbidden'],
    [1, 'error'],
    [1, 'archived'],
  ),
})

/** What the database says of the row at the second look. */
const change = fc.oneof(
  { weight: 4, arbitrary: fc.constant('same' as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'withdrawn',
      'purged',
      'resized',
      'rechecked',
      'rewritten',
      'rewritten-unstored',
      'added' as const,
    ),
  },
)

/** A row of the database and what became of its object: an intent, from which rows and objects are made. */
export const deposit = fc.record({
  collectivity: weighted<string | null>([6, 'c1'], [4, 'c2'], [2, 'c3'], [1, 'ghost'], [1, null]),
  consultation: weighted<string | null>([6, '1'], [4, '2'], [1, '9'], [1, null], [1, '']),
  kind: weighted<string | null>(
    [10, 'offer'],
    [6, 'dce'],
    [2, 'pièce "jointe", acte'],
    [1, ' offer '],
    [1, ' '],
    [1, null],
  ),
  role: weighted<string | null>(
    [10, 'content'],
    [3, 'signature'],
    [1, ' SIGNATURE '],
    [1, 'annexe'],
    [1, null],
  ),
  /** The same few ids in every collectivity, or one of the row's own. */
  file: weighted<string | null>([3, 'f1'], [3, 'f2'], [2, 'f3'], [10, 'own'], [1, null], [1, '']),
  key: keyChoice,
  keyless: weighted<'no' | 'null' | 'empty'>([20, 'no'], [1, 'null'], [1, 'empty']),
  rewritten: fc.boolean(),
  bucket: weighted<string | null>([10, null], [3, 'b0'], [6, 'b1'], [1, ''], [1, 'nowhere']),
  content: fc.nat(CONTENT_COUNT - 1),
  size: sizeForm,
  checksum: checksumForm,
  date,
  current: boolean,
  winning: boolean,
  notExpected: weighted<string | null>([14, null], [1, ''], [1, 'purged'], [1, ' withdrawn ']),
  twice: chance(7),
  place,
  damage,
  states: weighted<'sha1' | 'sha256' | null>([3, null], [1, 'sha1'], [1, 'sha256']),
  before: fc.array(
    fc.oneof({ weight: 3, arbitrary: damage }, { weight: 1, arbitrary: fc.constant('deleted' as const) }),
    { maxLength: 2 },
  ),
  copies: fc.tuple(copy(), copy()),
  fault: perhaps(30, fault),
  late: chance(12),
  change,
})
export type Deposit = typeof deposit extends fc.Arbitrary<infer T> ? T : never

/** An object that nobody promised, or that is named in another way than the promise. */
export const stray = fc.record({
  key: keyChoice,
  spelling: perhaps(50, spelling),
  bucket: weighted<'b0' | 'b1'>([2, 'b0'], [1, 'b1']),
  content: fc.nat(CONTENT_COUNT - 1),
  states: weighted<'sha1' | 'sha256' | null>([3, null], [1, 'sha1'], [1, 'sha256']),
  late: chance(25),
})
export type Stray = typeof stray extends fc.Arbitrary<infer T> ? T : never

/** What a recovery store has of it, perhaps under another spelling. */
function copy() {
  return fc.record({
    state: fc.oneof(
      { weight: 3, arbitrary: fc.constant('none' as const) },
      { weight: 3, arbitrary: fc.constant('whole' as const) },
      { weight: 2, arbitrary: fc.constantFrom(...DAMAGES) },
    ),
    spelling: perhaps(15, spelling),
  })
}
