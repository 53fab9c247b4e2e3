/** How the design has texts of legacy databases read. Written anew: nothing here comes from the code under test. */

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/

export type Moment = { instant: number; year: number }

/** Only spaces are taken off. */
export function trimmed(text: string | null): string {
  return (text ?? '').replace(/^ +| +$/g, '')
}

/** A whole number of bytes, perhaps with decimals that are zeros. */
export function readSize(text: string | null): number | null {
  const [, digits] = /^(\d{1,18})(?:\.0+)?$/.exec(trimmed(text)) ?? []
  return digits === undefined ? null : Number(digits)
}

export function readChecksum(text: string | null): string | null {
  const sum = trimmed(text).toLowerCase()
  const [algorithm = '', hex = '', ...rest] = sum.split(':')
  const length = new Map([
    ['md5', 32],
    ['sha1', 40],
    ['sha256', 64],
  ]).get(algorithm)
  return rest.length === 0 && hex.length === length && /^[0-9a-f]+$/.test(hex) ? sum : null
}

const TRUE = new Set(['true', 't', '1', 'yes', 'y', 'oui', 'o'])
const FALSE = new Set(['false', 'f', '0', 'no', 'n', 'non'])

export function readBoolean(text: string | null): boolean | null {
  const word = trimmed(text).toLowerCase()
  if (TRUE.has(word)) return true
  return FALSE.has(word) ? false : null
}

/** A date without a zone is in that of the incident; one outside 1980 to 2100 is a way of writing "none". */
export function readMoment(text: string | null, timeZone: string): Moment | null {
  const found = DATE.exec(trimmed(text))
  if (found === null) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found
  const wall = wallClock([year, month, day, hour, minute, second].map(Number), Number(`0${fraction}`))
  if (wall === null) return null
  const instant =
    zone === undefined ? wall - offset(wall, timeZone) : wall - (zone === 'Z' ? 0 : zoneOffset(zone))
  const read = { instant, year: yearIn(instant, timeZone) }
  return read.year >= 1980 && read.year <= 2100 ? read : null
}

function wallClock(parts: number[], fraction: number): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  date.setUTCFullYear(year)
  const same =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  return same ? date.getTime() + fraction * 1000 : null
}

function zoneOffset(zone: string): number {
  const digits = zone.replace(/\D/g, '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** How far a zone's clocks are ahead of UTC when they show this; no date of the estates falls into a change of clocks. */
function offset(wall: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(wall)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, zone] = /([+-]\d\d:\d\d)/.exec(name ?? '') ?? []
  return zone === undefined ? 0 : zoneOffset(zone)
}

function yearIn(instant: number, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', era: undefined }).format(instant))
}
