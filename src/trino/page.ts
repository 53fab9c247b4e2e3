import { type Cell, cellReader, RoundedNumber } from './cell.ts'
import { readExactly, type StatementResult } from './statement-result.ts'

/** Some rows of a statement, column by column, as the run store takes them. */
export type Page = {
  names: string[]
  /** In Trino's words, such as `varchar(20)`. */
  types: string[]
  rows: number
  columns: Cell[][]
}

/**
 * @param body the text that the result was read from
 * @returns undefined when there are no rows in it
 */
export function pageOf(result: StatementResult, body: string): Page | undefined {
  const { columns = [], data = [] } = result
  if (data.length === 0) return undefined
  try {
    return {
      names: columns.map(({ name }) => name),
      types: columns.map(({ type }) => type),
      rows: data.length,
      columns: columns.map(({ name, typeSignature }, i) => {
        const read = cellReader(name, typeSignature)
        return data.map((row) => (row[i] === null ? null : read(row[i])))
      }),
    }
  } catch (error) {
    if (!(error instanceof RoundedNumber)) throw error
    return pageOf(readExactly(body), '')
  }
}
