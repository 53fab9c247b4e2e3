import type { Locale } from '../../src/render/column.ts'
import { formatDate, formatTime } from '../../src/render/dialect.ts'
import { translateWord } from '../../src/render/word.ts'

export type Figures = {
  /** A count: 1 234 in French, with narrow spaces that do not break. */
  n(value: number): string
  /** A count with what it counts. */
  counted(value: number, label: { one: string; other: string }): string
  /** A part of a whole in per cent; what is not nothing is never written as 0. */
  percent(part: number, whole: number): string
  /** A fraction in per cent, for the axis of a picture. */
  axis(fraction: number): string
  /** A word of constat's or of the mapping, at the head of a row or a panel. */
  word(word: string): string
  /** An instant, in the incident's zone. */
  time(iso: string): string
  /** A local time of the configuration, as it is meant: in the incident's zone. */
  local(text: string): string
  date(text: string): string
  month(text: string): string
  bytes(value: number): string
}

/** @returns how the page writes figures and times for people of that language */
export function figuresFor(locale: Locale, timeZone: string): Figures {
  const language = locale === 'fr' ? 'fr-FR' : 'en-GB'
  const number = new Intl.NumberFormat(language)
  const tenths = new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const short = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const plural = new Intl.PluralRules(language)
  return {
    n: (value) => number.format(value),
    counted: (value, label) =>
      `${number.format(value)}\u00a0${plural.select(value) === 'one' ? label.one : label.other}`,
    percent: (part, whole) => {
      if (whole === 0) return '–'
      if (part === 0) return short.format(0)
      const fraction = part / whole
      if (part > 0 && fraction < 0.0005) return `<\u00a0${tenths.format(0.001)}`
      return part < whole && fraction >= 0.9995 ? `>\u00a0${tenths.format(0.999)}` : tenths.format(fraction)
    },
    axis: (fraction) => short.format(fraction),
    time: (iso) => formatTime(new Date(iso), locale, timeZone),
    local: (text) => `${formatDate(text.slice(0, 10), locale)} ${text.slice(11, 16)}`,
    word: (word) => capital(translateWord(word, locale), language),
    month: (text) => (locale === 'fr' ? `${text.slice(5, 7)}/${text.slice(0, 4)}` : text.slice(0, 7)),
    date: (text) => formatDate(text.slice(0, 10), locale),
    bytes: (value) => writtenBytes(value, language),
  }
}

function capital(text: string, language: string): string {
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1)
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** Decimal units, as storage is sold in. */
function writtenBytes(value: number, language: string): string {
  const step = value < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value / 1000 ** step)
}
