import type { TrinoConnection } from './connection.ts'
import { Coordinator } from './coordinator.ts'
import type { Page } from './page.ts'
import { pagesOf, type StatementOptions } from './statement.ts'

/** A user's access to a Trino. Each statement stands alone: what `set session` or `use` changes is forgotten. */
export class TrinoSession {
  readonly #coordinator: Coordinator

  /** @throws Failure (2) when the certificates of the authority cannot be read */
  constructor(connection: TrinoConnection) {
    this.#coordinator = new Coordinator(connection)
  }

  /**
   * Runs a statement and gives its rows, page by page, as they are asked for: no more than one is held. A statement
   * that fails may have given rows before: they count only once the last page was given. Who stops early cancels it.
   * Between two pages no more than five minutes may pass, or Trino takes its client for gone (`query.client.timeout`).
   *
   * @throws Failure (2) when the statement itself is wrong, (4) when Trino cannot be reached, refuses us, lost a worker
   *   or ended the statement; what `signal` was aborted with
   */
  rows(sql: string, options: StatementOptions = {}): AsyncGenerator<Page> {
    return pagesOf(this.#coordinator, sql, options)
  }

  /** Runs a statement to its end and drops its rows. @throws as `rows` */
  async run(sql: string, options: StatementOptions = {}): Promise<void> {
    for await (const _ of this.rows(sql, options));
  }

  /** Ends the connections. Statements that still run are not cancelled by it. */
  close(): void {
    this.#coordinator.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }
}
