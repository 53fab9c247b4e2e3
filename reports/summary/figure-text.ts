import type { Locale } from '../../src/render/column.ts'

/**
 * French puts a space between thousands and before `%`, `:` and `;`. A terminal breaks lines anywhere, so a plain one
 * serves as well as one that does not break, and people can search for it.
 */
const SPACE = ' '

/** @returns how people of that language write a count, a count of something, and a part of a whole in per cent */
export function figuresFor(locale: Locale) {
  const language = locale === 'fr' ? 'fr-FR' : 'en-GB'
  const number = new Intl.NumberFormat(language)
  const plural = new Intl.PluralRules(language)
  const n = (value: number) => number.format(value).replaceAll(/[\u202f\u00a0]/g, SPACE)
  return {
    n,
    counted: (value: number, label: { one: string; other: string }) =>
      `${n(value)} ${plural.select(value) === 'one' ? label.one : label.other}`,
    percent: (part: number, whole: number) => {
      if (whole === 0) return '–'
      const digits = ((part / whole) * 100).toFixed(1)
      return locale === 'fr' ? `${digits.replace('.', ',')}${SPACE}%` : `${digits}%`
    },
  }
}
