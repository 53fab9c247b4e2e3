import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import pLimit from 'p-limit'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import { BatchWriter } from './batch-writer.ts'
import { plainValue, type Row } from './plain-value.ts'
import { type Parameters, Session } from './session.ts'
import './text-decoding.ts'

export type { Parameters }

/** By which the engine knows the file: only of one that is attached can it be told how many rows a group has. */
const CATALOGUE = 'run'
/**
 * Rows that the engine writes together, as one group; by itself it takes 122,880. Of the long rows of a listing those are
 * a whole gigabyte, which is written anew, or kept in memory, until it is full.
 */
const ROW_GROUP = 16_384

export type OpenOptions = {
  /** The zone in which texts without one are read and in which years are cut. */
  timeZone: string
  /** Memory in MiB that the engine may take before it spills to a folder beside the file; by default 600. */
  memoryMib?: number | undefined
  /** By default one for each core, and no more than one for each 128 MiB of that memory. */
  threads?: number | undefined
  readOnly?: boolean
  /** Told the name of each model before it runs. */
  onModel?: (name: string) => void
}

/**
 * The run store: one DuckDB file in the run's folder, which holds everything that a run learned.
 *
 * Reads go through one connection; writes in transactions go through another, one transaction at a time,
 * so that stages may report from many requests at once.
 */
export class RunStore {
  readonly #instance: DuckDBInstance
  readonly #reader: Session
  readonly #writer: DuckDBConnection
  readonly #newSession: () => Promise<Session>
  readonly #threads: number
  readonly #oneAtATime = pLimit(1)

  private constructor(
    instance: DuckDBInstance,
    reader: Session,
    writer: DuckDBConnection,
    newSession: () => Promise<Session>,
    threads: number,
  ) {
    this.#instance = instance
    this.#reader = reader
    this.#writer = writer
    this.#newSession = newSession
    this.#threads = threads
  }

  /**
   * @param path the DuckDB file, or `:memory:`
   * @throws Failure (2) when another process has it open, or when it is no run store, or no whole one
   */
  static async open(path: string, options: OpenOptions): Promise<RunStore> {
    const { memoryMib = 600, threads = threadsFor(memoryMib) } = options
    const instance = await openInstance(path, { ...options, memoryMib, threads })
    // What a killed run left behind: the file is locked, so that nobody else spills there.
    if (options.readOnly !== true) rmSync(`${path}.tmp`, { recursive: true, force: true })
    const onModel = options.onModel ?? (() => {})
    const connect = async () => {
      const connection = await instance.connect()
      await connection.run(`use ${CATALOGUE}`)
      await connection.run('set TimeZone = $1', [options.timeZone])
      await connection.run('set preserve_insertion_order = false')
      return connection
    }
    const session = async () => new Session(await connect(), onModel)
    return new RunStore(instance, await session(), await connect(), session, threads)
  }

  /** @returns a connection of its own, with its own variables and temporary views; close it */
  session(): Promise<Session> {
    return this.#newSession()
  }

  /** Runs one statement. Values are bound, never glued in. */
  async run(sql: string, parameters?: Parameters): Promise<void> {
    await this.#reader.run(sql, parameters)
  }

  /** @returns all rows of a query: for results that are known to be small */
  rows<T extends object = Row>(sql: string, parameters?: Parameters): Promise<T[]> {
    return this.#reader.rows(sql, parameters)
  }

  /** @returns the only row of a query; throws when there is none or more than one */
  row<T extends object = Row>(sql: string, parameters?: Parameters): Promise<T> {
    return this.#reader.row(sql, parameters)
  }

  /** @returns how many rows a query has */
  count(select: string, parameters?: Parameters): Promise<number> {
    return this.#reader.count(select, parameters)
  }

  /** Gives the rows of a query as a stream of batches, on a connection of its own: for results of any size. */
  async *stream<T extends object = Row>(sql: string, parameters?: Parameters): AsyncGenerator<T[]> {
    const connection = await this.#instance.connect()
    try {
      await connection.run(`use ${CATALOGUE}`)
      const result = await connection.stream(sql, parameters)
      for await (const batch of result.yieldConvertedRowObjects(plainValue)) yield batch as T[]
    } finally {
      connection.closeSync()
    }
  }

  /** Writes the rows of a query as a Parquet file. */
  async exportParquet(select: string, path: string): Promise<void> {
    await this.#reader.run(`copy (${select}\n) to ${quotedText(path)} (format parquet)`)
  }

  /**
   * Runs one model: a `.sql` file, usually one `create or replace table`.
   *
   * @param model its URL, `new URL('./models/x.sql', import.meta.url)`
   * @throws Error that names the file and shows the place that the engine complains of
   */
  model(model: URL): Promise<void> {
    return this.#reader.model(model)
  }

  /** Runs `work` in a transaction that no other write runs beside: all of it is kept, or nothing. */
  async transaction<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    return this.#oneAtATime(async () => {
      await this.#writer.run('begin')
      try {
        const result = await work({
          run: async (sql, parameters) => void (await this.#writer.run(sql, parameters)),
          append: (table) => BatchWriter.open(this.#writer, table),
        })
        await this.#writer.run('commit')
        return result
      } catch (error) {
        // After a full disk the engine refuses that too: what went wrong first is what is told.
        await this.#writer.run('rollback').catch(() => {})
        throw error
      }
    })
  }

  /**
   * Runs work whose statements each have something to do for one thread alone. With more of them, the one that waits
   * would ask without pause whether there is anything for it, on a core that others could use.
   */
  async withOneThread<T>(work: () => Promise<T>): Promise<T> {
    await this.#reader.run('set threads = 1')
    try {
      return await work()
    } finally {
      await this.#reader.run(`set threads = ${this.#threads}`)
    }
  }

  /**
   * Lets what `work` writes gather in the write-ahead log before it is moved into the file, and at its end moves the rest.
   * The engine would do so every 16 MB, and each time write the group of rows anew that grows. To wait to the end would
   * have it write what exceeds its memory to a temporary file meanwhile, and read it again.
   */
  async withFewCheckpoints<T>(work: () => Promise<T>): Promise<T> {
    await this.#reader.run(`set checkpoint_threshold = '256MiB'`)
    try {
      const result = await work()
      await this.#oneAtATime(() => this.#writer.run('checkpoint'))
      return result
    } finally {
      await this.#reader.run('reset checkpoint_threshold')
    }
  }

  /**
   * Makes the store of another run readable beside this one, as a catalogue.
   *
   * @throws Failure (2) when another process has it open
   */
  async attach(path: string, catalogue: 'earlier' | 'later'): Promise<void> {
    try {
      await this.#reader.run(`attach ${quotedText(path)} as ${catalogue} (read_only)`)
    } catch (cause) {
      throw failureToOpen(path, cause)
    }
  }

  async detach(catalogue: 'earlier' | 'later'): Promise<void> {
    await this.#reader.run(`detach ${catalogue}`)
  }

  async close(): Promise<void> {
    await this.#oneAtATime(() => {
      this.#reader.close()
      this.#writer.closeSync()
      this.#instance.closeSync()
    })
  }
}

export type Writer = {
  run(sql: string, parameters?: Parameters): Promise<void>
  /** Opens a writer of batches on a table; close it before the transaction ends. */
  append(table: string): Promise<BatchWriter>
}

async function openInstance(
  path: string,
  { memoryMib, threads, ...options }: OpenOptions & { memoryMib: number; threads: number },
): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMib}MiB`,
    threads: String(threads),
    ...(path === ':memory:' ? {} : { temp_directory: `${path}.tmp` }),
  })
  const connection = await instance.connect()
  try {
    const access = options.readOnly === true ? 'read_only' : `row_group_size ${ROW_GROUP}`
    await connection.run(`attach ${quotedText(path)} as ${CATALOGUE} (${access})`)
    return instance
  } catch (cause) {
    instance.closeSync()
    throw failureToOpen(path, cause)
  } finally {
    connection.closeSync()
  }
}

function failureToOpen(path: string, cause: unknown): Failure {
  if (/lock/i.test(messageOf(cause))) {
    return new Failure(
      EXIT.usage,
      `${path} is open in another process`,
      'a run is still going on there: wait for it, or name another run with --run',
      { cause },
    )
  }
  return new Failure(
    EXIT.usage,
    `cannot open the run store ${path}: ${messageOf(cause)}`,
    'it is cut short, damaged, or of another version: put a whole copy of it in its place, or start a new run with --run',
    { cause },
  )
}

/** Each thread holds blocks of what it works on: many of them in little memory leave none to work with. */
function threadsFor(memoryMib: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(memoryMib / 128)))
}

/** Quotes a text as an SQL literal: only for the few places of a statement that take no bound value. */
function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
