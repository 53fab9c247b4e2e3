import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { NULL_MARK } from '../vocabulary/copy-text.ts'
import { csvColumns } from './csv-columns.ts'
import type { Writer } from './run-store.ts'

/** Where rows go: a table whose first column is `row_number`, and the names of its other columns in their order. */
export type CopyTarget = { table: string; names: readonly string[] }

/** A file of lines that is not yet in the table. */
type Pending = {
  path: string
  file: FileHandle
  bytes: number
  rows: number
  largest: number
  escaped: boolean
}

/** Some row groups of the engine: of fewer rows at once it copies each twice, and takes half as long again. */
const FILE_BYTES = 64 * 1024 * 1024

/**
 * Appends lines of COPY text (`src/vocabulary/copy-text.ts`) to a table of texts, to the byte, numbered from 1. The
 * engine reads files alone, so lines are gathered in one; while it is read, the next one is written.
 *
 * Dispose of it in the end: its files go.
 */
export class CopyTextTable implements AsyncDisposable {
  readonly #writer: Writer
  readonly #target: CopyTarget
  readonly #folder: string
  #pending: Pending | undefined
  #files = 0
  #rows = 0
  /** Never rejects. */
  #loading: Promise<{ error?: unknown }> = Promise.resolve({})

  /** @param folder where the files may lie; only who owns the run should be able to read there */
  constructor(writer: Writer, target: CopyTarget, folder: string) {
    this.#writer = writer
    this.#target = target
    this.#folder = folder
  }

  /** @param bytes so many whole lines in UTF-8 */
  async append(bytes: Buffer, rows: number): Promise<void> {
    this.#pending ??= await this.#begin()
    const pending = this.#pending
    await pending.file.writev([bytes])
    pending.bytes += bytes.length
    pending.rows += rows
    pending.largest = Math.max(pending.largest, bytes.length)
    pending.escaped ||= bytes.includes('\\')
    if (pending.bytes >= FILE_BYTES) await this.#hand(pending)
  }

  /** Waits until all lines are in the table. */
  async finish(): Promise<void> {
    if (this.#pending !== undefined) await this.#hand(this.#pending)
    await this.#loaded()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#loading
    if (this.#pending !== undefined) await discard(this.#pending)
  }

  /** The engine drops a byte order mark at the beginning of a file: so the first line is empty, and skipped. */
  async #begin(): Promise<Pending> {
    const path = join(this.#folder, `rows-${this.#files++ % 2}.copy`)
    const file = await open(path, 'w', 0o600)
    await file.writev([Buffer.from('\n')])
    return { path, file, bytes: 0, rows: 0, largest: 0, escaped: false }
  }

  /** Has the engine read a file, once it has read the one before. */
  async #hand(pending: Pending): Promise<void> {
    await this.#loaded()
    this.#pending = undefined
    this.#loading = this.#load(pending, this.#rows + 1).then(
      () => ({}),
      (error: unknown) => ({ error }),
    )
    this.#rows += pending.rows
  }

  async #loaded(): Promise<void> {
    const loaded = await this.#loading
    if ('error' in loaded) throw loaded.error
  }

  async #load(pending: Pending, firstRow: number): Promise<void> {
    try {
      await this.#writer.run(
        `insert into ${this.#target.table}
         select $firstRow + row_number() over () - 1, ${pending.escaped ? UNESCAPED : 'columns(*)'}
         ${FROM_LINES}`,
        {
          path: pending.path,
          firstRow: BigInt(firstRow),
          columns: csvColumns(this.#target.names),
          nullMark: NULL_MARK,
          // no line is longer than the lines that came with it
          lineBytes: pending.largest,
          bufferBytes: pending.largest + 1,
        },
      )
    } finally {
      await discard(pending)
    }
  }
}

async function discard({ path, file }: Pending): Promise<void> {
  await file.close()
  await rm(path, { force: true })
}

/** The engine guesses nothing, and its one thread reads the rows in their order. */
const FROM_LINES = `from read_csv($path, columns = $columns, auto_detect = false, header = false, skip = 1,
  delim = '\t', new_line = '\\n', quote = '', escape = '', comment = '', nullstr = $nullMark, null_padding = false,
  ignore_errors = false, compression = 'none', parallel = false, max_line_size = $lineBytes, buffer_size = $bufferBytes)`

/** PostgreSQL's texts hold no chr(0): it keeps the place of a backslash while what others begin is read. */
const UNESCAPED = String.raw`
  case when contains(columns(*), '\') then
    replace(replace(replace(replace(replace(replace(replace(replace(columns(*),
      '\\', chr(0)),
      '\b', chr(8)), '\t', chr(9)), '\n', chr(10)), '\v', chr(11)), '\f', chr(12)), '\r', chr(13)),
      chr(0), '\')
  else columns(*) end`
