import { isKey } from './keys.ts'

/** How programs were seen to write a key in another way; some of them no key rule forgives. */
const SPELLINGS = {
  nfc: (key) => key.normalize('NFC'),
  nfd: (key) => key.normalize('NFD'),
  nfkc: (key) => key.normalize('NFKC'),
  nfkd: (key) => key.normalize('NFKD'),
  percent: (key) => key.split('/').map(encodeURIComponent).join('/'),
  'percent-slash': (key) => encodeURIComponent(key),
  'percent-lower': (key) => encodeURIComponent(key).replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
  'percent-twice': (key) => encodeURIComponent(encodeURIComponent(key)),
  'percent-space': (key) => key.replaceAll(' ', '%20'),
  unpercent: (key) => decoded(key),
  plus: (key) => key.replaceAll(' ', '+'),
  'plus-form': (key) => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
  unplus: (key) => key.replaceAll('+', ' '),
  'latin-1': (key) => Buffer.from(key).toString('latin1'),
  'un-latin-1': (key) => Buffer.from(key, 'latin1').toString(),
  'latin-1-name': (key) => key.replace(/[^/]+$/, (name) => Buffer.from(name).toString('latin1')),
  'cp-1252': (key) => new TextDecoder('windows-1252').decode(Buffer.from(key)),
  slash: (key) => `/${key}`,
  unslash: (key) => key.replace(/^\//, ''),
  upper: (key) => key.toUpperCase(),
  lower: (key) => key.toLowerCase(),
  trimmed: (key) => key.trim(),
  'nfd-and-slash': (key) => `/${key.normalize('NFD')}`,
} as const satisfies Record<string, (key: string) => string>

export type Spelling = keyof typeof SPELLINGS
export const SPELLING_NAMES = Object.keys(SPELLINGS) as Spelling[]

/** @returns the key in that spelling, or undefined where that is no key */
export function spelled(key: string, spelling: Spelling): string | undefined {
  const text = SPELLINGS[spelling](key)
  return isKey(text) ? text : undefined
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}
