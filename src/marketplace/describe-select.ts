import type { ClientBase, Connection, Submittable } from 'pg'

/** A column that a statement would give: its name and the OID of its type. */
export type DescribedColumn = { name: string; dataTypeID: number }

type RowDescription = { fields: DescribedColumn[] }

/**
 * Has PostgreSQL parse a statement and describe its columns without running it: Parse and Describe of the
 * extended protocol, which refuses a text that holds several statements.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 *
 * @returns the columns; none for a statement that gives no rows
 * @throws the server's error (syntax, unknown table, several statements)
 */
export function describeSelect(client: ClientBase, sql: string): Promise<DescribedColumn[]> {
  return new Promise((resolve, reject) => {
    client.query(new Description(sql, resolve, reject))
  })
}

/** What pg's client calls back while the exchange goes on; it has no type for these, so they are named here. */
class Description implements Submittable {
  readonly #sql: string
  readonly #resolve: (columns: DescribedColumn[]) => void
  readonly #reject: (error: Error) => void
  #columns: DescribedColumn[] = []

  constructor(sql: string, resolve: (columns: DescribedColumn[]) => void, reject: (error: Error) => void) {
    this.#sql = sql
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: Connection): void {
    connection.parse({ name: '', text: this.#sql, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.sync()
  }

  handleRowDescription(message: RowDescription): void {
    this.#columns = message.fields
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#columns)
  }

  handleError(error: Error): void {
    this.#reject(error)
  }
}
