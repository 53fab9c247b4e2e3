import type { Row } from '../../src/store/plain-value.ts'
import type { Totals } from './schema.ts'

const COUNTS = [
  'expected',
  'intact',
  'altered',
  'missing',
  'unknown',
  'damaged',
  'lost',
  'recoverable',
  'recovery_unknown',
  'not_expected',
  'by_rule',
] as const
const RATES = ['missing_rate', 'missing_rate_max', 'damaged_rate', 'lost_rate'] as const

/** @param row a row of the table `total`, or undefined when that unit has nothing at that grain */
export function toTotals(row: Row | undefined): Totals {
  const count = (name: string) => Number(row?.[name] ?? 0)
  const rate = (name: string) => (typeof row?.[name] === 'number' ? row[name] : null)
  return {
    ...(Object.fromEntries(COUNTS.map((name) => [name, count(name)])) as Record<
      (typeof COUNTS)[number],
      number
    >),
    assurance: {
      listed: count('assurance_listed'),
      size: count('assurance_size'),
      checksum: count('assurance_checksum'),
    },
    ...(Object.fromEntries(RATES.map((name) => [name, rate(name)])) as Record<
      (typeof RATES)[number],
      number | null
    >),
  }
}
