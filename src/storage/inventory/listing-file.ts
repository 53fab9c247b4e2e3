import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'fast-csv'
import { type ListingFileConfig, type ListingFormat, listingFormat } from '../../config/inventory-source.ts'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../../vocabulary/failure.ts'
import { findColumns } from './table-columns.ts'

/** A listing file that is there and begins as its format says. */
export type ListingFile = {
  path: string
  format: ListingFormat
  gzipped: boolean
  /** CSV: its header. */
  names: string[]
}

/**
 * Looks at a listing file: is it there, and does it begin as its format says?
 *
 * @throws Failure (2) when not
 */
export async function examineListingFile(source: ListingFileConfig): Promise<ListingFile> {
  const { path } = source
  const format = listingFormat(source)
  if (format === undefined) throw refusal(path, 'is of a format that is not known')
  try {
    const { head, tail } = await readEnds(path)
    const gzipped = head[0] === 0x1f && head[1] === 0x8b
    if (format === 'parquet') {
      if (head.toString('latin1') !== 'PAR1' || tail.toString('latin1') !== 'PAR1')
        throw refusal(path, 'is no Parquet file, or is cut short')
      return { path, format, gzipped, names: [] }
    }
    if (/\.gz$/i.test(path) !== gzipped)
      throw refusal(
        path,
        gzipped ? 'is gzipped and its name does not end with .gz' : 'is not gzipped, as its name says',
      )
    const file = { path, format, gzipped }
    if (format !== 'csv') return { ...file, names: await expectJson(file) }
    const names = await readHeader(file)
    findColumns(names, source.columns, path)
    return { ...file, names }
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw refusal(path, `cannot be read: ${messageOf(cause)}`, cause)
  }
}

/** Gives the content of a listing file, unpacked. */
export async function* readListingFile({
  path,
  gzipped,
}: Pick<ListingFile, 'path' | 'gzipped'>): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  if (!gzipped) yield* file
  else {
    const unpacked = createGunzip()
    file.on('error', (error) => unpacked.destroy(error))
    yield* file.pipe(unpacked)
  }
}

/**
 * Unpacks a gzipped file to see that it is whole: one that is cut between two rows looks like a shorter one to
 * readers that ignore its end.
 *
 * @throws Failure (2) when it is not
 */
export async function refuseBrokenGzip(
  { path }: Pick<ListingFile, 'path'>,
  signal: AbortSignal,
): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  try {
    await pipeline(createReadStream(path), createGunzip(), nowhere, { signal })
  } catch (cause) {
    signal.throwIfAborted()
    throw refusal(path, `cannot be unpacked: ${messageOf(cause)}`, cause)
  }
}

async function readEnds(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const entry = await stat(path)
  if (!entry.isFile()) throw refusal(path, 'is not a file')
  if (entry.size === 0) throw refusal(path, 'is empty')
  const file = await open(path)
  try {
    const at = async (position: number) => {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position })
      return buffer.subarray(0, bytesRead)
    }
    return { head: await at(0), tail: await at(Math.max(0, entry.size - 4)) }
  } finally {
    await file.close()
  }
}

async function expectJson(file: Pick<ListingFile, 'path' | 'gzipped'>): Promise<[]> {
  for await (const chunk of readListingFile(file)) {
    const start = chunk
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart()
    if (start === '') continue
    if (start.startsWith('{') || start.startsWith('[')) return []
    throw refusal(file.path, 'is not JSON')
  }
  throw refusal(file.path, 'is empty')
}

async function readHeader(file: Pick<ListingFile, 'path' | 'gzipped'>): Promise<string[]> {
  const rows = parse({ maxRows: 1 })
  // Leaving the loop ends the pipeline, which is no error; what went wrong before comes out of the loop as well.
  pipeline(readListingFile(file), rows).catch(() => {})
  for await (const row of rows) return row as string[]
  throw refusal(file.path, 'is empty')
}

/** A reader of tables tells whole rows: so many characters of what it says. */
const MOST_TOLD = 300

function refusal(path: string, what: string, cause?: unknown): Failure {
  return new Failure(
    EXIT.usage,
    `the listing ${path} ${what.slice(0, MOST_TOLD)}`,
    'check path and format of the inventory, and that the program that wrote it came to its end',
    { cause },
  )
}
