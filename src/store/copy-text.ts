import { type FileHandle, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { NULL_MARK } from '../vocabulary/copy-text.ts'
import { csvColumns } from './csv-columns.ts'
import type { RunStore } from './run-store.ts'
import type { Session } from './session.ts'

/** Lines that the engine does not know of yet. */
type LinesFile = {
  path: string
  file: FileHandle
  bytes: number
  rows: number
  largest: number
  escaped: boolean
}

/** Some row groups of the engine: of fewer rows at once it copies each twice, and takes half as long again. */
const FILE_BYTES = 64 * 1024 * 1024

/** Files that are read at the same time, each by a session of its own. */
const SESSIONS = 2

/** The names of such files: no run leaves one unless it is killed. They hold rows as the database gave them. */
export const ROWS_FILE = /^rows-\d+\.copy$/

/**
 * Shows lines of COPY text (`src/vocabulary/copy-text.ts`) to the run store, some at a time, as the view `arrived_row`:
 * `row_number`, from 1, and columns of text, to the byte. The engine reads files alone, so lines are gathered in one;
 * while some are read, the next one is written.
 *
 * Dispose of it in the end: its files go.
 */
export class ArrivingRows implements AsyncDisposable {
  readonly #store: RunStore
  readonly #names: readonly string[]
  readonly #folder: string
  readonly #take: (session: Session) => Promise<void>
  readonly #idle: Promise<Session>[] = []
  #gathering: LinesFile | undefined
  #files = 0
  #rows = 0

  /**
   * @param names of the columns of a line, in their order
   * @param folder where the files may lie; only who owns the run should be able to read there
   * @param take has the store make of `arrived_row` what it keeps, in the session that it is given; files are taken
   *   side by side, in no order
   */
  constructor(
    store: RunStore,
    names: readonly string[],
    folder: string,
    take: (session: Session) => Promise<void>,
  ) {
    this.#store = store
    this.#names = names
    this.#folder = folder
    this.#take = take
  }

  /** How many rows were appended. */
  get rows(): number {
    return this.#rows + (this.#gathering?.rows ?? 0)
  }

  /**
   * @param bytes so many whole lines in UTF-8
   * @throws what taking earlier rows threw
   */
  async append(bytes: Buffer, rows: number): Promise<void> {
    this.#gathering ??= await this.#begin()
    const lines = this.#gathering
    await lines.file.writev([bytes])
    lines.bytes += bytes.length
    lines.rows += rows
    lines.largest = Math.max(lines.largest, bytes.length)
    lines.escaped ||= bytes.includes('\\')
    if (lines.bytes >= FILE_BYTES) await this.#hand(lines)
  }

  /** Waits until all rows are taken. @throws what taking them threw */
  async finish(): Promise<void> {
    if (this.#gathering !== undefined) await this.#hand(this.#gathering)
    await Promise.all(this.#idle)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of await Promise.allSettled(this.#idle))
      if (session.status === 'fulfilled') session.value.close()
    if (this.#gathering !== undefined) await discard(this.#gathering)
  }

  /** The engine drops a byte order mark at the beginning of a file: so the first line is empty, and skipped. */
  async #begin(): Promise<LinesFile> {
    const path = join(this.#folder, `rows-${this.#files++ % (SESSIONS + 1)}.copy`)
    const file = await open(path, 'w', 0o600)
    await file.writev([Buffer.from('\n')])
    return { path, file, bytes: 0, rows: 0, largest: 0, escaped: false }
  }

  /** Has a file taken by the session that began its last one first, once it is through with that. */
  async #hand(lines: LinesFile): Promise<void> {
    const session = await (this.#idle.length < SESSIONS ? this.#store.session() : this.#idle.shift())
    if (session === undefined) throw new Error('there is no session to take rows')
    this.#gathering = undefined
    const taking = this.#show(session, lines, this.#rows + 1)
    taking.catch(() => {}) // told to who waits for this session
    this.#idle.push(taking)
    this.#rows += lines.rows
  }

  async #show(session: Session, lines: LinesFile, firstRow: number): Promise<Session> {
    try {
      await session.run('set variable arrived_path = $path', { path: lines.path })
      await session.run('set variable arrived_columns = $columns', { columns: csvColumns(this.#names) })
      await session.run('set variable arrived_first_row = $firstRow', { firstRow: BigInt(firstRow) })
      await session.run('set variable arrived_rows = $rows', { rows: BigInt(lines.rows) })
      await session.run('set variable arrived_null = $nullMark', { nullMark: NULL_MARK })
      // no line is longer than the lines that came with it
      await session.run('set variable arrived_line_bytes = $bytes', { bytes: lines.largest })
      await session.run(lines.escaped ? ESCAPED_ROWS : PLAIN_ROWS)
      await session.run(JOIN_AS_WRITTEN)
      await this.#take(session)
      return session
    } catch (error) {
      session.close()
      throw error
    } finally {
      await discard(lines)
    }
  }
}

/** Removes what a killed reading left in a folder. */
export async function forgetArrivedRows(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (ROWS_FILE.test(name)) await rm(join(folder, name))
}

async function discard({ path, file }: LinesFile): Promise<void> {
  await file.close()
  await rm(path, { force: true })
}

/** The engine guesses nothing, and its one thread reads the rows in their order. */
const LINES = `read_csv(getvariable('arrived_path'), columns = getvariable('arrived_columns'), auto_detect = false,
  header = false, skip = 1, delim = '\t', new_line = '\\n', quote = '', escape = '', comment = '',
  nullstr = getvariable('arrived_null'), null_padding = false, ignore_errors = false, compression = 'none', parallel = false,
  max_line_size = getvariable('arrived_line_bytes'), buffer_size = getvariable('arrived_line_bytes') + 1)`

/** The engine takes a file for a few rows, and would gather them all on the wrong side of a join: they are to pass by. */
const JOIN_AS_WRITTEN = `set disabled_optimizers = 'join_order,build_side_probe_side'`

const PLAIN_ROWS = `
  create or replace temp view arrived_row as
  select getvariable('arrived_first_row') + row_number() over () - 1 as row_number, columns(*) from ${LINES}`

/** PostgreSQL's texts hold no chr(0): it keeps the place of a backslash while what others begin is read. */
const ESCAPED_ROWS = String.raw`
  create or replace temp view arrived_row as
  select getvariable('arrived_first_row') + row_number() over () - 1 as row_number,
    case when contains(columns(*), '\') then
      replace(replace(replace(replace(replace(replace(replace(replace(columns(*),
        '\\', chr(0)),
        '\b', chr(8)), '\t', chr(9)), '\n', chr(10)), '\v', chr(11)), '\f', chr(12)), '\r', chr(13)),
        chr(0), '\')
    else columns(*) end
  from ${LINES}`
