import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import type { Connection, Submittable } from 'pg'
import { takeCopiedRows } from './copy-messages.ts'

/** Some whole rows of a COPY in text format, in UTF-8: one line a row. */
export type CopiedRows = { bytes: Buffer; rows: number }

/** Enough that the store's work for each lot does not count, little enough to hold a few of them. */
const LOT_BYTES = 4 * 1024 * 1024
/** One that is filled, two that wait, and one that the reader has. */
const LOTS = 4

/**
 * Runs a `COPY … TO STDOUT` and gives its rows in lots. The connection is paused while two lots wait for the reader, so
 * memory stays bounded (by four lots, or rows, when one row is larger); lots are filled again and again, since V8 marks the
 * whole heap each time that some tens of MB were allocated beside it. So a lot is the reader's until it asks for the next. COPY speaks the simple protocol, which takes
 * several statements: only a text that was prepared before may be within it. Each message of the server is one row:
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY. Rows are taken off the connection's bytes.
 *
 * Give it to `client.query`. Whoever stops reading before the end must end the connection, which still sends.
 */
export class CopyRows extends Readable implements Submittable {
  readonly #sql: string
  #connection: Connection | undefined
  readonly #lots = Array.from({ length: LOTS }, () => Buffer.allocUnsafe(LOT_BYTES))
  #lot = this.#nextLot(0)
  #filled = 0
  #rows = 0
  #given = 0
  #copied: number | undefined

  constructor(sql: string) {
    super({ objectMode: true, highWaterMark: 1 })
    this.#sql = sql
  }

  submit(connection: Connection): void {
    this.#connection = connection
    takeCopiedRows(connection.stream, {
      begin: (bytes) => {
        if (this.#filled + bytes > this.#lot.length) this.#give(bytes)
      },
      take: (chunk, from, to) => {
        this.#filled += chunk.copy(this.#lot, this.#filled, from, to)
      },
      end: () => {
        this.#rows += 1
      },
    })
    connection.query(this.#sql)
  }

  override _read(): void {
    this.#connection?.stream.resume()
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#give(0)
    this.#copied = this.#copied === undefined ? Number(/^COPY (\d+)$/.exec(text)?.[1]) : Number.NaN
  }

  handleReadyForQuery(): void {
    this.#connection?.stream.resume()
    if (this.#copied === this.#given) this.push(null)
    else this.destroy(new Error(`COPY told of ${this.#copied} rows and gave ${this.#given}`))
  }

  handleError(error: Error): void {
    this.destroy(error)
  }

  /** @returns the lot that was given longest ago; a new one for a row that no lot can hold */
  #nextLot(bytes: number): Buffer {
    if (bytes > LOT_BYTES) return Buffer.allocUnsafe(bytes)
    const lot = this.#lots.shift() ?? Buffer.allocUnsafe(LOT_BYTES)
    this.#lots.push(lot)
    return lot
  }

  /** Hands the lot over and takes another, for a row of so many bytes. */
  #give(nextBytes: number): void {
    const bytes = this.#lot.subarray(0, this.#filled)
    const rows = this.#rows
    this.#lot = this.#nextLot(nextBytes)
    this.#filled = 0
    this.#rows = 0
    this.#given += rows
    if (rows > 0 && !this.push({ bytes: wellFormed(bytes), rows })) this.#connection?.stream.pause()
  }
}

/** A database may hold what is no UTF-8 (from before it checked): such bytes become U+FFFD, as pg has them elsewhere. */
function wellFormed(bytes: Buffer): Buffer {
  return isUtf8(bytes) ? bytes : Buffer.from(bytes.toString())
}
