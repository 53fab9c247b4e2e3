import fc from 'fast-check'
import { perhaps } from './chance.ts'

/** S3's limit, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024

/** Names as they were seen to break tools, and some that nobody has seen yet. */
const NAMES = [
  'dossier',
  'Dossier',
  'DOSSIER.PDF',
  'café', // NFC
  'cafe\u0301', // NFD
  'pièce jointe n°1 – été.pdf',
  '\u212bngström', // a singleton: NFC changes it too
  'ﬁche', // only NFKC takes the ligature apart
  '\u1e9b\u0323', // another text in each of the four normal forms
  'a\u0327\u0301', // two marks in canonical order
  'a\u0301\u0327', // and the same in the other
  '각', // Hangul: NFD takes it apart
  '\u1100\u1161\u11a8',
  '\u0301', // a lone combining mark
  '\u0344', // a mark that is two
  '👩‍👩‍👧',
  '😀',
  '\u{10000}', // the first above the surrogates' range in UTF-16
  '\u{10ffff}',
  '\ud7ff', // the last before it
  '\ue000', // the first after it
  '\uffff',
  '\ufffd',
  '\ufeffbom',
  'a%2Fb',
  '%2F',
  '%',
  '%zz',
  '100%',
  '%00',
  '%25C3%25A9',
  '%C3%A9t%C3%A9',
  '%c3%a9',
  '%E9', // Latin-1, not UTF-8
  'a+b',
  '+',
  'a b',
  ' leading',
  'trailing ',
  ' ',
  '%20',
  '\u0001',
  'tab\there',
  'new\nline',
  '\r',
  '\u007f',
  '\u0085',
  '\u009f',
  '\u00a0',
  '\u200b',
  'Ã©tÃ©', // mojibake already, or a strange name
  'â‚¬',
  '€',
  'œuvre',
  "l'acte",
  '"quoted"',
  'back\\slash',
  '<&>',
  '#?=&;',
  '~!*()',
  '--',
  '$1',
  'null',
]

const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }) },
)

/** A key that PostgreSQL and S3 can both hold: 1 to 1,024 bytes, no NUL, no half surrogate pair. */
export const key: fc.Arbitrary<string> = fc
  .record({
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
    filler: perhaps(8, fc.constantFrom('x', 'é', 'e\u0301', '😀', '%')),
  })
  .map(({ names, filler }) => {
    const text = names.join('/').replaceAll('\0', '\u0002')
    return filler === null ? text : filled(text, filler)
  })
  .filter((text) => isKey(text))

export function isKey(text: string): boolean {
  return (
    text !== '' && text.isWellFormed() && !text.includes('\0') && Buffer.byteLength(text) <= MAX_KEY_BYTES
  )
}

/** A key of exactly 1,024 bytes that begins and ends as `text` does. */
function filled(text: string, filler: string): string {
  const left = MAX_KEY_BYTES - Buffer.byteLength(text)
  if (left < 0) return text
  const times = Math.floor(left / Buffer.byteLength(filler))
  const rest = 'z'.repeat(left - times * Buffer.byteLength(filler))
  const characters = [...text]
  return characters[0] + filler.repeat(times) + rest + characters.slice(1).join('')
}
