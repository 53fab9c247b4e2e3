import { Random } from '../../fixtures/marketplace/random.ts'

export type EstateObject = { key: string; body: Buffer; headers?: Record<string, string> }

export const ESTATE_SIZE = 20_000

/** Objects that cases name. */
export const LARGE = { key: 'objets/grand.bin', size: 70_000 }
export const TEN = { key: 'objets/dix.txt', body: '0123456789' }
export const EMPTY = { key: 'objets/vide' }
export const TYPED = { key: 'objets/décrit.pdf' }

/** What keys are made of that a server might take for something else, and what sorts differently in UTF-16. */
const AWKWARD_PARTS = [
  ...['\u00e9', 'e\u0301', 'Am\u00e9lie', 'Ame\u0301lie', '\ufb01', '\u00c5', '\u212b', 'A\u030a'],
  ...['\uac00', '\u1100\u1161'],
  ...['\u0301', '\u0301\u0327', '\u200d', '\u200b', '\u202e', '\u00a0', '\u3000'],
  ...[' ', '  ', '+', '&', '%', '%20', '%2F', '%2f', '%25', '%zz', '%C3%A9', '%', '&amp;', '<', '>'],
  ...['"', "'"],
  ...['😀', '👨‍👩‍👧', '🇫🇷', '𝒜', '\u{10ffff}', '\u{10000}', '\uffff', '\ufffe', '\ufffd', '\ufeff'],
  ...['\ud7ff', '\ue000'],
  ...['/', '//', '.', '..', './', '../', '_', '__', '~', '*', '!', '(', ')', '$', ',', ';', '=', '?'],
  ...['#', '@'],
  ...['[', ']', '{', '}', '|', '\\', '^', '`', ':', '-', 'A', 'a', 'Z', 'z', '0', '\u007f', '\u0080'],
  ...['\u009f'],
  ...Array.from({ length: 31 }, (_, i) => String.fromCharCode(i + 1)),
]

/** Keys of exactly S3's limit of 1,024 bytes, in characters of one to four bytes. */
const LONGEST = ['a', 'é', '中', '😀'].map((character) => {
  const size = Buffer.byteLength(character)
  return character.repeat(Math.floor(1024 / size)) + 'a'.repeat(1024 % size)
})

/** Each of these beside the others, whole and in pairs: those that differ in case, form, or a blank at the end only. */
const SINGULAR = [
  ...AWKWARD_PARTS,
  ...AWKWARD_PARTS.flatMap((part) => [
    `cas/${part}`,
    `cas/${part}/`,
    `cas/${part}/x`,
    `x${part}`,
    `x${part}x`,
  ]),
  ...['Dossier/Pli.PDF', 'dossier/pli.pdf', 'DOSSIER/PLI.PDF', 'Dossier/pli.pdf'],
  ...['fin', 'fin ', 'fin  ', 'fin\t', ' fin', 'fin/', 'fin//', 'fin/ ', '/fin', '//fin', '/ /'],
  ...['a/../b', 'a/./b'],
  ...['_multipart_x.meta', '__shadow_x', '_/x', 'x?versionId=1', 'x?list-type=2', 'x#y', 'x;y=z', '?', '#'],
  ...LONGEST,
  ...LONGEST.map((key) => `${key.slice(0, 100)}/plus-court`),
]

/**
 * The objects of the estate: the same each time, 20,000 of them. Half are as an upload service names them; the rest
 * is made to break a listing. A key holds any character that S3 allows but NUL.
 */
export function estateObjects(): EstateObject[] {
  const named: EstateObject[] = [
    { key: LARGE.key, body: Buffer.from(Array.from({ length: LARGE.size }, (_, i) => i % 251)) },
    { key: TEN.key, body: Buffer.from(TEN.body) },
    { key: EMPTY.key, body: Buffer.alloc(0) },
    {
      key: TYPED.key,
      body: Buffer.from('%PDF-1.7'),
      headers: { 'content-type': 'application/pdf', 'x-amz-meta-origine': 'depot' },
    },
  ]
  const keys = new Set(named.map(({ key }) => key))
  for (const key of SINGULAR) keys.add(key)
  const random = new Random(20230727, 'conformance')
  while (keys.size < ESTATE_SIZE / 2) keys.add(awkwardKey(random))
  for (let n = 0; keys.size < ESTATE_SIZE; n++) keys.add(depositKey(n))
  const others = [...keys].slice(named.length).map((key, i) => ({ key, body: Buffer.from(bodyOf(key, i)) }))
  return [...named, ...others]
}

function awkwardKey(random: Random): string {
  const parts = Array.from({ length: random.int(1, 8) }, () => random.pick(AWKWARD_PARTS))
  return `${random.pick(['', 'marché/', 'Marché/', 'marche\u0301/', 'mélange/'])}${parts.join('')}`
}

function depositKey(n: number): string {
  const consultation = Math.floor(n / 40)
  return `depots/${2021 + (consultation % 3)}/${String(consultation).padStart(5, '0')}/pli-${n % 40}.bin`
}

/** From empty to 300 bytes, no two alike. */
function bodyOf(key: string, i: number): string {
  return `${i} ${key} `.repeat(30).slice(0, i % 300)
}
