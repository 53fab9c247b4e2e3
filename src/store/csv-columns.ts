import { type DuckDBValue, structValue } from '@duckdb/node-api'

/** @returns the value that `read_csv(columns = …)` takes for columns of text with these names */
export function csvColumns(names: readonly string[]): DuckDBValue {
  return structValue(Object.fromEntries(names.map((name) => [name, 'VARCHAR'])))
}
