import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
  listValue,
} from '@duckdb/node-api'

export type Cell =
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | undefined
  | readonly string[]
  | readonly number[]

/** DuckDB takes data in chunks of at most this many rows. */
const CHUNK_ROWS = 2048

/**
 * Writes columns of values to a table through DuckDB's appender, within the transaction of its connection
 * (outside one the appender commits by itself, in the middle of the data).
 */
export class BatchWriter {
  readonly #appender: DuckDBAppender
  readonly #types: DuckDBType[]

  private constructor(appender: DuckDBAppender) {
    this.#appender = appender
    this.#types = Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i))
  }

  static async open(connection: DuckDBConnection, table: string): Promise<BatchWriter> {
    return new BatchWriter(await connection.createAppender(table))
  }

  /** @param columns one array for each column of the table, in its order, all of the same length */
  write(columns: readonly (readonly Cell[])[]): void {
    const rows = columns[0]?.length ?? 0
    for (let start = 0; start < rows; start += CHUNK_ROWS) {
      const end = Math.min(start + CHUNK_ROWS, rows)
      const chunk = DuckDBDataChunk.create(this.#types, end - start)
      for (const [i, column] of columns.entries()) {
        const cells = column.slice(start, end).map((cell) => toDuckDB(cell, this.#types[i]))
        chunk.setColumnValues(i, cells)
      }
      this.#appender.appendDataChunk(chunk)
    }
  }

  close(): void {
    this.#appender.flushSync()
    this.#appender.closeSync()
  }
}

function toDuckDB(cell: Cell, type: DuckDBType | undefined): DuckDBValue {
  if (cell === undefined || cell === null) return null
  if (cell instanceof Date) return new DuckDBTimestampTZValue(BigInt(cell.getTime()) * 1000n)
  if (typeof cell === 'object') return listValue(cell)
  if (typeof cell === 'number' && type?.toString() === 'BIGINT') return BigInt(cell)
  return cell
}
