import type { Duplex } from 'node:stream'

/** What is told of the rows of a COPY: each begins, comes in some parts, and ends. */
export type CopiedRowSink = {
  /** @param bytes of the row */
  begin(bytes: number): void
  /** @param chunk part of the row lies from `from` to `to` in it, and may be overwritten afterwards */
  take(chunk: Buffer, from: number, to: number): void
  end(): void
}

type Listener = (chunk: Buffer) => void

const HEADER_BYTES = 5
const LENGTH_BYTES = 4
const [COPY_DATA, READY_FOR_QUERY] = [0x64, 0x5a] // d, Z

/**
 * Takes the rows of a COPY off a connection's bytes until the server is ready for the next query. The driver would make
 * objects of each row, whose removal costs more than all else that is done to it here. Every other message goes on to
 * the driver as it came. A message is a letter, its length (itself included) in four bytes, and what it says:
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 *
 * To be called between two answers, when the driver has no part of a message.
 */
export function takeCopiedRows(stream: Duplex, sink: CopiedRowSink): void {
  const driver = stream.listeners('data') as Listener[]
  const pass: Listener = (bytes) => {
    for (const listener of driver) listener.call(stream, bytes)
  }
  const header = Buffer.alloc(HEADER_BYTES)
  let headerBytes = 0
  let isRow = false
  let ahead = 0
  /** From the first byte of the last message of the answer on. */
  let last: Buffer | undefined

  const scan = (chunk: Buffer): void => {
    let at = 0
    while (at < chunk.length) {
      if (ahead > 0) {
        const to = Math.min(chunk.length, at + ahead)
        if (isRow) sink.take(chunk, at, to)
        else pass(chunk.subarray(at, to))
        ahead -= to - at
        at = to
        if (ahead === 0 && isRow) sink.end()
        continue
      }
      const isWhole = headerBytes === 0 && at + HEADER_BYTES <= chunk.length
      if (!isWhole) {
        const read = chunk.copy(header, headerBytes, at, at + HEADER_BYTES - headerBytes)
        headerBytes += read
        at += read
        if (headerBytes < HEADER_BYTES) break
        headerBytes = 0
      }
      const [message, from] = isWhole ? [chunk, at] : [header, 0]
      if (isWhole) at += HEADER_BYTES
      if (message[from] === READY_FOR_QUERY) {
        last = Buffer.concat([message.subarray(from, from + HEADER_BYTES), chunk.subarray(at)])
        return
      }
      isRow = message[from] === COPY_DATA
      ahead = message.readUInt32BE(from + 1) - LENGTH_BYTES
      if (isRow) sink.begin(ahead)
      else pass(Buffer.from(message.subarray(from, from + HEADER_BYTES)))
      if (isRow && ahead === 0) sink.end()
    }
  }

  const receive: Listener = (chunk) => {
    scan(chunk)
    if (last === undefined) return
    // First the driver has its connection back: what it is passed now may have it send the next query.
    for (const listener of driver) stream.on('data', listener)
    stream.off('data', receive)
    pass(last)
  }
  stream.on('data', receive)
  for (const listener of driver) stream.off('data', listener)
}
