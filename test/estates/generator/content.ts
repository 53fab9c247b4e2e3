import { createHash } from 'node:crypto'

/** Contents are few, so that one may lie under several keys; 0 to 24 bytes, and one of them all zeros. */
const CONTENTS = [
  'a whole deposit',
  'another deposit',
  'short',
  'x',
  '',
  '\0\0\0\0\0',
  'of the same size',
  'of the same SIZE',
  'été, in two bytes each',
  'a deposit of some length',
]
export const CONTENT_COUNT = CONTENTS.length

export function contentOf(n: number): string {
  return CONTENTS[n % CONTENT_COUNT] ?? ''
}

/** What a storage failure leaves of a content. */
export const DAMAGES = ['emptied', 'truncated', 'grown', 'overwritten', 'zeroed'] as const
export type Damage = (typeof DAMAGES)[number]

export function damaged(content: string, damage: Damage): string {
  switch (damage) {
    case 'emptied':
      return ''
    case 'truncated':
      return content.slice(0, content.length >> 1)
    case 'grown':
      return `${content}+`
    case 'overwritten':
      return 'w'.repeat(Buffer.byteLength(content))
    case 'zeroed':
      return '\0'.repeat(Buffer.byteLength(content))
  }
}

/** @returns the text of a checksum column */
export function checksumText(form: string, content: string): string | null {
  const sum = (algorithm: string, of = content) =>
    `${algorithm}:${createHash(algorithm).update(of).digest('hex')}`
  switch (form) {
    case 'none':
      return null
    case 'md5':
    case 'sha1':
    case 'sha256':
      return sum(form)
    case 'wrong-md5':
    case 'wrong-sha1':
    case 'wrong-sha256':
      return sum(form.slice('wrong-'.length), `${content}!`)
    case 'upper':
      return sum('md5').toUpperCase()
    case 'spaces':
      return ` ${sum('sha256')} `
    default:
      return form
  }
}
