import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { plainValue, type Row } from './plain-value.ts'

export type Parameters = Record<string, DuckDBValue>

/** A connection to the run store, with its own variables and temporary views. Its statements run one after the other. */
export class Session {
  readonly #connection: DuckDBConnection
  readonly #onModel: (name: string) => void

  constructor(connection: DuckDBConnection, onModel: (name: string) => void) {
    this.#connection = connection
    this.#onModel = onModel
  }

  /** Runs one statement. Values are bound, never glued in. */
  async run(sql: string, parameters?: Parameters): Promise<void> {
    await this.#connection.run(sql, parameters)
  }

  /** @returns all rows of a query: for results that are known to be small */
  async rows<T extends object = Row>(sql: string, parameters?: Parameters): Promise<T[]> {
    const reader = await this.#connection.runAndReadAll(sql, parameters)
    return (await reader.convertRowObjects(plainValue)) as T[]
  }

  /** @returns the only row of a query; throws when there is none or more than one */
  async row<T extends object = Row>(sql: string, parameters?: Parameters): Promise<T> {
    const rows = await this.rows<T>(sql, parameters)
    if (rows[0] === undefined || rows.length !== 1)
      throw new Error(`expected one row, got ${rows.length}: ${sql}`)
    return rows[0]
  }

  /** @returns how many rows a query has */
  async count(select: string, parameters?: Parameters): Promise<number> {
    const { n } = await this.row<{ n: number }>(`select count(*) as n from (${select}\n)`, parameters)
    return n
  }

  /**
   * Runs one model: a `.sql` file, usually one `create or replace table`.
   *
   * @param model its URL, `new URL('./models/x.sql', import.meta.url)`
   * @throws Error that names the file and shows the place that the engine complains of
   */
  async model(model: URL): Promise<void> {
    const file = fileURLToPath(model)
    this.#onModel(basename(file, '.sql'))
    try {
      await this.#connection.run(readFileSync(file, 'utf8'))
    } catch (cause) {
      throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    }
  }

  close(): void {
    this.#connection.closeSync()
  }
}
