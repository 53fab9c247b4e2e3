/** Trino binds no values, so the few that a statement needs are written in it: here, and nowhere else. */

/** @returns a literal of Trino's SQL: a text with its quotes doubled, or a number */
export function literal(value: string | number | bigint | boolean | null): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`${value} cannot be written without loss`)
  return String(value)
}

/** @returns a name, such as `"inventory"."s3"."objects"` */
export function qualifiedName(...parts: string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')
}
