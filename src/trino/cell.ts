/** A value: whole numbers above 32 bits are bigint, decimals, dates and times are text. */
export type Cell = string | number | bigint | boolean | null | Cell[]

export type TypeSignature = { rawType: string; arguments?: { kind: string; value: unknown }[] }

/** Makes a Cell of what JSON holds; never of null. */
export type CellReader = (json: unknown) => Cell

/** Thrown for a whole number that JSON.parse may have rounded: the text has it. */
export class RoundedNumber extends Error {}

/**
 * @param column whose values are read, for messages
 * @throws Error for a type that nothing of ours asks for
 */
export function cellReader(column: string, { rawType, arguments: parts = [] }: TypeSignature): CellReader {
  if (rawType === 'array') {
    const read = cellReader(column, parts[0]?.value as TypeSignature)
    return (json) => (json as unknown[]).map((item) => (item === null ? null : read(item)))
  }
  const reader = READERS[rawType]
  if (reader === undefined)
    throw new Error(
      `the column ${column} is of Trino's type ${rawType}, which is not read: cast it to varchar`,
    )
  return reader
}

const asIs: CellReader = (json) => json as Cell

const READERS: Record<string, CellReader> = {
  boolean: asIs,
  tinyint: asIs,
  smallint: asIs,
  integer: asIs,
  bigint: wholeNumber,
  real: Number, // 'NaN' and 'Infinity' are texts in JSON
  double: Number,
  decimal: asIs,
  varchar: asIs,
  char: asIs,
  uuid: asIs,
  unknown: asIs, // only null is of this type
  date: asIs,
  timestamp: (json) => (json as string).replace(' ', 'T'),
  'timestamp with time zone': instant,
}

function wholeNumber(json: unknown): bigint {
  if (typeof json === 'bigint') return json
  if (Number.isSafeInteger(json)) return BigInt(json as number)
  throw new RoundedNumber()
}

/** @returns ISO 8601 with all digits and an offset, for `2023-07-27 10:30:00.123456 UTC` or `… +02:00` */
function instant(json: unknown): string {
  const [, date, time, zone] = /^(\S+) (\S+) (UTC|Z|[+-]\d\d:\d\d)$/.exec(json as string) ?? []
  if (date === undefined) throw new Error("an instant came in a named zone: ask for it `at time zone 'UTC'`")
  return `${date}T${time}${zone === 'UTC' ? 'Z' : zone}`
}
