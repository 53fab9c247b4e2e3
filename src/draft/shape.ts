/** What a text looks like, whatever it says. */
export type Shape = 'path' | 'opaque' | 'checksum' | 'digits' | 'date' | 'email' | 'other'

const DATE = /^(\d{4}-\d{2}-\d{2}|\d{2}\/\d{2}\/\d{4})([ T].*)?$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const MEDIA_TYPE = /^(application|audio|font|image|message|model|multipart|text|video)\/[\w.+-]+$/
const CHECKSUM = /^((md5|sha-?1|sha-?256):.+|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i
/** No words, but signs that a program chose: a UUID, a random name, an id with an extension. */
const OPAQUE = /^(?=.*\d)[\w.~-]{12,}$/
const PATH = /^[^\s/]*\/.*[^/]$|^\/[^\s/]+$/s

/** @returns the shape of one text; the first that fits, in this order */
export function shapeOf(text: string): Shape {
  if (DATE.test(text)) return 'date'
  if (EMAIL.test(text)) return 'email'
  if (/^\d+$/.test(text)) return 'digits'
  if (CHECKSUM.test(text)) return 'checksum'
  if (MEDIA_TYPE.test(text)) return 'other'
  if (PATH.test(text)) return 'path'
  return OPAQUE.test(text) ? 'opaque' : 'other'
}

/** @returns the share of the texts that have one of the shapes, from 0 to 1; 0 of none */
export function share(texts: readonly string[], ...shapes: Shape[]): number {
  if (texts.length === 0) return 0
  return texts.filter((text) => shapes.includes(shapeOf(text))).length / texts.length
}

/**
 * Writes how a key is built and nothing of what it says, since keys may name people: letters become `a` or `A`,
 * digits `9`, everything else stays.
 */
export function maskKey(key: string): string {
  return key
    .replace(/\p{Lu}/gu, 'A')
    .replace(/[\p{L}\p{M}]/gu, (letter) => (letter === 'A' ? 'A' : 'a'))
    .replace(/\p{Nd}/gu, '9')
    .replace(/\p{C}/gu, '?')
}
