/**
 * When two keys are one, by the words of the issue: NFC/NFD, percent-decoding (once), `+` for space, mojibake (UTF-8
 * read as Latin-1 or CP1252, and back), leading slash. Written anew: nothing here comes from the code under test.
 */

type Unspelling = { rule: string; plain(key: string): string }

const UNSPELLINGS: Unspelling[] = [
  { rule: 'unicode-form', plain: (key) => key.normalize('NFC') },
  { rule: 'percent-encoding', plain: unescaped },
  {
    rule: 'plus-for-space',
    plain: (key) => (key.includes('+') ? unescaped(key.split('+').join(' ')) : key),
  },
  { rule: 'mojibake-latin-1', plain: (key) => eachName(key, latin1) },
  { rule: 'mojibake-cp1252', plain: (key) => eachName(key, cp1252) },
  { rule: 'leading-slash', plain: (key) => (key[0] === '/' ? key.slice(1) : key) },
]

/** @returns the first rule by which two different keys are one, if there is any */
export function ruleBetween(a: string, b: string): string | undefined {
  return UNSPELLINGS.find(({ plain }) => {
    const [x, y] = [plain(a), plain(b)]
    return x === y || x === b || y === a
  })?.rule
}

/** Each run of escapes is read as UTF-8; one that is not stays as it is written. */
function unescaped(key: string): string {
  let text = ''
  for (let at = 0; at < key.length; ) {
    const bytes: number[] = []
    let end = at
    while (key[end] === '%' && /^[0-9a-fA-F]{2}$/.test(key.slice(end + 1, end + 3))) {
      bytes.push(Number.parseInt(key.slice(end + 1, end + 3), 16))
      end += 3
    }
    if (end === at) end = at + 1
    text += (bytes.length > 0 ? utf8(bytes) : undefined) ?? key.slice(at, end)
    at = end
  }
  return text
}

function eachName(key: string, byteOf: (character: string) => number | undefined): string {
  return key
    .split('/')
    .map((name) => {
      const bytes = [...name].map(byteOf)
      return bytes.includes(undefined) ? name : (utf8(bytes as number[]) ?? name)
    })
    .join('/')
}

function latin1(character: string): number | undefined {
  const point = character.codePointAt(0) ?? 0
  return point < 256 ? point : undefined
}

/** The characters of CP1252 from 0x80 to 0x9f; where it has none the control character itself stands. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function cp1252(character: string): number | undefined {
  const place = CP1252.indexOf(character)
  if (place >= 0) return 0x80 + place
  const point = latin1(character)
  return point !== undefined && point >= 0x80 && point < 0xa0 ? undefined : point
}

function utf8(bytes: number[]): string | undefined {
  const text = Buffer.from(bytes).toString('utf8')
  return Buffer.from(text, 'utf8').equals(Buffer.from(bytes)) ? text : undefined
}

/** How the same key is usually written by each rule: where copies of it are looked for, since stores of copies are not listed. */
export function usualSpellings(key: string): string[] {
  return [
    key.normalize('NFC'),
    key.normalize('NFD'),
    unescaped(key),
    key
      .split('/')
      .map((name) => encodeURIComponent(name))
      .join('/'),
    key.split(' ').join('+'),
    key.split('+').join(' '),
    [...Buffer.from(key)].map((byte) => String.fromCharCode(byte)).join(''),
    [...Buffer.from(key)]
      .map((byte) => (byte >= 0x80 && byte < 0xa0 ? CP1252[byte - 0x80] : String.fromCharCode(byte)))
      .join(''),
    key[0] === '/' ? key.slice(1) : `/${key}`,
  ]
}
