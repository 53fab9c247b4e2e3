import { FONTS } from './fonts.ts'

/** Stands for what cannot be shown: a control character, one that turns the direction of text, one without a glyph. */
const UNSHOWABLE = '□'

/**
 * Makes a text that may hold anything fit to be set: on one line, composed (NFC), and with a mark where a character
 * cannot be shown, so that nobody reads a text that is not there.
 */
export function legible(text: string): string {
  const line = text
    .normalize('NFC')
    .replaceAll(/[\s\p{Zl}\p{Zp}]+/gu, (space) => (/^[\u00a0\u202f]$/.test(space) ? space : ' '))
  return [...line].map((character) => (isShowable(character) ? character : UNSHOWABLE)).join('')
}

/** @returns the text, cut at `most` characters with an ellipsis */
export function shortened(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

function isShowable(character: string): boolean {
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(character)) return false
  return FONTS.regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
}
