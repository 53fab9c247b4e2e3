import type { KeyRuleName } from '../vocabulary/state.ts'

/**
 * A way in which one key may be written differently by the database and by storage.
 *
 * Two keys are the same by a rule when they have the same form, or when the form of one is the other. So a rule
 * knows one direction only (decode, compose, repair) and both are covered.
 */
export type KeyRule = {
  name: KeyRuleName
  /** What the key says once the rule's way of writing is taken off; a key that is not written so is its own form. */
  form(key: string): string
  /** How the same key is usually written by this rule: where it is looked for when a listing is not whole. */
  spellings(key: string): string[]
}

/** In order of preference: an object that two rules find is found by the first. To add a rule: an entry here. */
export const KEY_RULES: readonly KeyRule[] = [
  {
    name: 'unicode-form',
    form: (key) => key.normalize('NFC'),
    spellings: (key) => [key.normalize('NFC'), key.normalize('NFD')],
  },
  {
    name: 'percent-encoding',
    form: percentDecoded,
    // No database wrote a NUL, and some servers refuse a name with one instead of saying that there is none.
    spellings: (key) => [
      ...[percentDecoded(key)].filter((spelling) => !spelling.includes('\0')),
      key.toWellFormed().split('/').map(encodeURIComponent).join('/'),
    ],
  },
  {
    // As forms encode: what stands beside the pluses is percent-encoded.
    name: 'plus-for-space',
    form: (key) => (key.includes('+') ? percentDecoded(key.replaceAll('+', ' ')) : key),
    spellings: (key) => [key.replaceAll(' ', '+'), key.replaceAll('+', ' ')],
  },
  {
    name: 'mojibake-latin-1',
    form: (key) => bySegment(key, (segment) => repaired(segment, latin1Bytes)),
    spellings: (key) => [Buffer.from(key).toString('latin1')],
  },
  {
    name: 'mojibake-cp1252',
    form: (key) => bySegment(key, (segment) => repaired(segment, cp1252Bytes)),
    spellings: (key) => [CP1252.decode(Buffer.from(key))],
  },
  {
    name: 'leading-slash',
    form: (key) => (key.startsWith('/') ? key.slice(1) : key),
    spellings: (key) => [key.startsWith('/') ? key.slice(1) : `/${key}`],
  },
]

/**
 * What a key has that any rule has another form of, as a regular expression that the engine understands too: most keys
 * have nothing of it, and need not be looked at one by one.
 */
export const PERHAPS_WRITTEN_OTHERWISE = String.raw`[^\x00-\x7f]|[%+]|^/`

/**
 * The whole of a key that nobody spells otherwise but with a slash before it, as a regular expression that the engine
 * understands too: segments of what no encoding changes.
 */
export const SPELLED_ONE_WAY = String.raw`[A-Za-z0-9_.!~*'()-][A-Za-z0-9_.!~*'()/-]*`

/** Decodes once. What is no escape of UTF-8 stays as it is: a name may hold a per cent sign. */
function percentDecoded(key: string): string {
  if (!key.includes('%')) return key
  return key.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
}

/** Folders and names were often written by different programs: each segment is repaired by itself. */
function bySegment(key: string, repair: (segment: string) => string): string {
  return ASCII.test(key) ? key : key.split('/').map(repair).join('/')
}

const ASCII = /^[\0-\x7f]*$/
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const CP1252 = new TextDecoder('windows-1252')

/** Takes the text back to the bytes that were misread, and reads them as UTF-8; a text that was not misread stays. */
function repaired(segment: string, toBytes: (text: string) => Uint8Array | undefined): string {
  const bytes = toBytes(segment)
  if (bytes === undefined) return segment
  try {
    return UTF8.decode(bytes)
  } catch {
    return segment
  }
}

function latin1Bytes(text: string): Uint8Array | undefined {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined
}

/** https://encoding.spec.whatwg.org/#windows-1252: bytes without a character stand for the control character. */
const cp1252Byte = new Map(
  Array.from({ length: 256 }, (_, byte) => [CP1252.decode(Uint8Array.of(byte)), byte] as const),
)

function cp1252Bytes(text: string): Uint8Array | undefined {
  const bytes = Array.from(text, (character) => cp1252Byte.get(character))
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : undefined
}
