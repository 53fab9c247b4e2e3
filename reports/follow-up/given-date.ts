/** How spreadsheets number days: from the day before 1900, with a 29 February 1900 that never was. */
const DAY_ZERO = Date.UTC(1899, 11, 30)
const DAY = 86_400_000

/**
 * Reads a day as people write it: JJ/MM/AAAA (or with two digits), YYYY-MM-DD, either with a time behind it; or as a
 * spreadsheet holds it.
 *
 * @returns YYYY-MM-DD, '' when there is nothing, undefined when it is no day
 */
export function readGivenDate(cell: string | number | Date): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.toISOString().slice(0, 10)
  if (typeof cell === 'number')
    return cell >= 1 && cell < 100_000
      ? new Date(DAY_ZERO + Math.floor(cell) * DAY).toISOString().slice(0, 10)
      : undefined
  const text = cell.trim()
  if (text === '') return ''
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text) ?? []
  if (isoYear !== undefined) return dayOf(isoYear, isoMonth, isoDay)
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: .*)?$/.exec(text) ?? []
  return year === undefined ? undefined : dayOf(year.length === 2 ? `20${year}` : year, month, day)
}

function dayOf(year: string, month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}
