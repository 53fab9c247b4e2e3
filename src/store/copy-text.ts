import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { NULL_MARK } from '../vocabulary/copy-text.ts'
import { csvColumns } from './csv-columns.ts'
import type { Writer } from './run-store.ts'

/** Where rows go: a table whose first column is `row_number`, and the names of its other columns in their order. */
export type CopyTarget = { table: string; names: readonly string[] }

/**
 * Appends lines of COPY text (`src/vocabulary/copy-text.ts`) to a table of texts, to the byte. The engine reads files
 * alone, so the lines lie in one for as long as it reads them.
 *
 * @param bytes whole lines in UTF-8
 * @param firstRow the number of the first of them
 * @param folder where the file may lie; only who owns the run should be able to read there
 */
export async function appendCopyText(
  writer: Writer,
  { table, names }: CopyTarget,
  bytes: Buffer,
  firstRow: number,
  folder: string,
): Promise<void> {
  const path = join(folder, 'rows.copy')
  try {
    await writeLines(path, bytes)
    await writer.run(
      `insert into ${table}
       select $firstRow + row_number() over () - 1, ${bytes.includes('\\') ? UNESCAPED : 'columns(*)'}
       ${FROM_LINES}`,
      {
        path,
        firstRow: BigInt(firstRow),
        columns: csvColumns(names),
        nullMark: NULL_MARK,
        // no line is longer than all of them
        lineBytes: bytes.length,
        bufferBytes: bytes.length + 1,
      },
    )
  } finally {
    await rm(path, { force: true })
  }
}

/** The engine drops a byte order mark at the beginning of a file: so the first line is empty, and skipped. */
async function writeLines(path: string, bytes: Buffer): Promise<void> {
  await using file = await open(path, 'w', 0o600)
  await file.writev([Buffer.from('\n'), bytes])
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
