import type { Case } from '../ask.ts'
import { EMPTY, estateObjects, LARGE, TEN, TYPED } from '../estate.ts'

const OBJECTS = estateObjects()

const head = (what: string, key: string, rest: Partial<Case> = {}): Case => ({
  what: `head: ${what}`,
  method: 'HEAD',
  key,
  ...rest,
})
const get = (what: string, key: string, rest: Partial<Case> = {}): Case => ({
  what: `get: ${what}`,
  method: 'GET',
  key,
  ...rest,
})

const LONG = 'x'.repeat(1024)

const absent = [
  ['a key that is not there', 'nowhere'],
  ['a group is no object', 'depots/2021/00001'],
  ['a group with its slash is no object', 'depots/2021/00001/'],
  ['another case', TEN.key.toUpperCase()],
  ['another normal form', TYPED.key.normalize('NFD')],
  ['percent-encoded once more', encodeURIComponent(TYPED.key)],
  ['a leading slash', `/${TEN.key}`],
  ['a blank at the end', `${TEN.key} `],
  ['1,024 bytes that are not there', LONG],
  ['1,025 bytes', `${LONG}x`],
  ['5,000 bytes', 'x'.repeat(5000)],
].flatMap(([what = '', key = '']) => [head(what, key), get(what, key)])

const named = [LARGE.key, TEN.key, EMPTY.key, TYPED.key].flatMap((key) => [head(key, key), get(key, key)])

const RANGES = [
  ...['bytes=0-0', 'bytes=3-5', 'bytes=7-', 'bytes=-2', 'bytes=-0', 'bytes=-99', 'bytes=5-99'],
  ...['bytes=0-', 'bytes=9-9'],
  ...['bytes=10-', 'bytes=10-20', 'bytes=99-', 'bytes=5-3', 'bytes=0-1,3-4', 'bytes=', 'bytes=-'],
  ...['bytes=a-b', 'bytes 0-1'],
  ...['lines=1-2', 'bytes=69999-', 'bytes=65535-65537', 'bytes=0-69999', 'bytes=70000-'],
  ...['bytes=-70001', 'bytes=0-0 '],
]
const ranges = [LARGE.key, TEN.key, EMPTY.key].flatMap((key) =>
  RANGES.flatMap((range) => [
    get(`${range} of ${key}`, key, { headers: { range } }),
    head(`${range} of ${key}`, key, { headers: { range } }),
  ]),
)

export const READING: Record<string, Case[]> = {
  'every object by name': OBJECTS.map(({ key }, n) => head(`object ${n} ${JSON.stringify(key)}`, key)),
  'every twentieth object whole': OBJECTS.filter((_, n) => n % 20 === 7).map(({ key }, n) =>
    get(`object ${n} ${JSON.stringify(key)}`, key),
  ),
  'named objects': named,
  'what is not there': [
    ...absent,
    head('in a bucket that is not there', 'x', { bucket: 'absent' }),
    get('in a bucket that is not there', 'x', { bucket: 'absent' }),
  ],
  ranges,
}
