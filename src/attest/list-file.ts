import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'

/** What identifies a list: how many rows it has, and the SHA-256 of its bytes in hexadecimal. */
export type ListDigest = { rows: number; sha256: string }

/** The columns of a list of files, in their order. */
export const LIST_COLUMNS = [
  'collectivity_id',
  'consultation_id',
  'reference',
  'kind',
  'file_id',
  'file_name',
  'lot',
  'offer_id',
  'state',
  'reason',
  'recovery',
] as const

const BUFFERED = 1 << 20

/**
 * A list of files as it is written, and its digest as it grows. Without a path only the digest is made.
 *
 * The canonical form of a list is the bytes of its file (docs/certificates.md), so that `sha256sum` recomputes the
 * digest. It is ours to keep: no library whose next version quotes otherwise may change it.
 */
export class ListFile implements Disposable {
  readonly #hash = createHash('sha256')
  readonly #descriptor: number | undefined
  #buffer = ''
  #rows = 0

  constructor(path?: string) {
    this.#descriptor = path === undefined ? undefined : openSync(path, 'w', 0o600)
    this.#write(listLine(LIST_COLUMNS))
  }

  /** @param line one row, as `listLine` writes it */
  add(line: string): void {
    this.#rows += 1
    this.#write(line)
  }

  /** Ends the file. */
  end(): ListDigest {
    this.#flush()
    this[Symbol.dispose]()
    return { rows: this.#rows, sha256: this.#hash.digest('hex') }
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
  }

  #write(text: string): void {
    this.#buffer += text
    if (this.#buffer.length > BUFFERED) this.#flush()
  }

  #flush(): void {
    this.#hash.update(this.#buffer)
    if (this.#descriptor !== undefined) writeSync(this.#descriptor, this.#buffer)
    this.#buffer = ''
  }
}

/** @returns one row after RFC 4180, its line end (CRLF) included */
export function listLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
