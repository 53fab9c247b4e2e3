import {
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'

/** What rows of the run store hold in JavaScript: whole numbers as numbers, instants as Dates, dates as ISO text. */
export type PlainValue = string | number | boolean | Date | null | PlainValue[]
export type Row = Record<string, PlainValue>

/** Converts one value; sizes and counts of a run stay far below 2^53, so a bigint becomes a number. */
export function plainValue(value: DuckDBValue, _type?: DuckDBType): PlainValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof DuckDBTimestampTZValue) return new Date(Number(value.micros / 1000n))
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBListValue) return value.items.map((item) => plainValue(item))
  return String(value)
}
