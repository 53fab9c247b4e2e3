import type { PlainValue } from '../store/plain-value.ts'
import type { CellType, Column, Locale } from './column.ts'
import { translateWord } from './word.ts'

/** How a CSV file is written, and how its cells are. */
export type Dialect = {
  delimiter: ';' | ','
  rowDelimiter: string
  byteOrderMark: boolean
  header(column: Column): string
  cell(value: PlainValue, type: CellType): string
}

/**
 * For machines (`--csv rfc4180 --locale en`): identifiers as headers, ISO times in UTC, constat's own words, keys
 * exact to the character.
 */
const machine: Dialect = {
  delimiter: ',',
  rowDelimiter: '\r\n',
  byteOrderMark: false,
  header: (column) => column.name,
  cell: (value, type) => {
    if (value === null) return ''
    if (value instanceof Date) return value.toISOString()
    return type === 'text' ? defuse(String(value)) : String(value)
  },
}

/**
 * @param csv `office` for spreadsheets in the conventions of the locale, `rfc4180` for machines
 * @param timeZone in which people read times
 */
export function dialectOf(csv: 'office' | 'rfc4180', locale: Locale, timeZone: string): Dialect {
  if (csv === 'rfc4180' && locale === 'en') return machine
  const frenchOffice = csv === 'office' && locale === 'fr'
  return {
    delimiter: frenchOffice ? ';' : ',',
    rowDelimiter: '\r\n',
    byteOrderMark: csv === 'office',
    header: (column) => column.label[locale],
    cell: (value, type) => cellForPeople(value, type, locale, timeZone, frenchOffice),
  }
}

function cellForPeople(
  value: PlainValue,
  type: CellType,
  locale: Locale,
  timeZone: string,
  decimalComma: boolean,
): string {
  if (value === null) return ''
  if (value instanceof Date) return formatTime(value, locale, timeZone)
  switch (type) {
    case 'word':
      return defuse(translateWord(String(value), locale))
    case 'identifier':
      return defuse(value === 'unattached' ? translateWord(value, locale) : String(value))
    case 'boolean':
      return value === true ? (locale === 'fr' ? 'oui' : 'yes') : locale === 'fr' ? 'non' : 'no'
    case 'rate':
      return Number(value)
        .toFixed(4)
        .replace('.', decimalComma ? ',' : '.')
    case 'count':
    case 'bytes':
      return String(value)
    case 'date':
      return formatDate(String(value), locale)
    default:
      return defuse(String(value))
  }
}

/**
 * @param date YYYY-MM-DD
 * @returns JJ/MM/AAAA in French, as it is in English
 */
export function formatDate(date: string, locale: Locale): string {
  return locale === 'fr' ? date.split('-').reverse().join('/') : date
}

/** @returns JJ/MM/AAAA HH:MM in French, YYYY-MM-DD HH:MM in English, in the given zone */
export function formatTime(time: Date, locale: Locale, timeZone: string): string {
  // en-GB is DD/MM/YYYY, HH:MM; its parts one by one take twice as long.
  const [date = '', clock = ''] = clockOf(timeZone).format(time).split(', ')
  return `${locale === 'fr' ? date : date.split('/').reverse().join('-')} ${clock}`
}

/** Of British times: JJ/MM/AAAA, HH:MM. Kept, since making one takes longer than writing a row: a run has one zone. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...{
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  })
  clocks.set(timeZone, clock)
  return clock
}

/**
 * Keeps a spreadsheet from running a cell as a formula: an apostrophe before what would start one.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function defuse(text: string): string {
  return /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text
}
