import { Writable } from 'node:stream'

/**
 * A terminal to write to: it obeys what cli-progress sends (start of line, clear to the right, clear the line) and
 * wraps no lines. It remembers each state that its lowest line was in.
 */
export class Screen extends Writable {
  readonly isTTY = true
  columns: number
  /** Everything that was written, as it came. */
  raw = ''
  readonly lines = ['']
  readonly frames: string[] = []
  #column = 0

  constructor(columns = 80) {
    super({ decodeStrings: false })
    this.columns = columns
  }

  /** As what a terminal journal writes to. */
  get stream(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream
  }

  /** @returns the lines that are to be seen, without what is blank at their ends */
  get seen(): string[] {
    return this.lines.map((line) => line.trimEnd())
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.show(String(chunk))
    done()
  }

  show(text: string): void {
    this.raw += text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what a terminal is told
    for (const part of text.split(/(\x1b\[\d*[A-Za-z]|\x1b.|\n|\r)/)) this.#obey(part)
  }

  #obey(part: string): void {
    const line = this.lines.at(-1) ?? ''
    if (part === '\n') {
      this.lines.push('')
      this.#column = 0
    } else if (part === '\r' || part === '\x1b[1G') this.#column = 0
    else if (part === '\x1b[0K') this.#replace(line.slice(0, this.#column))
    else if (part === '\x1b[2K') this.#replace('')
    else if (part.startsWith('\x1b'))
      throw new Error(`an escape sequence that is not known: ${part.slice(1)}`)
    else if (part !== '') {
      this.#replace(
        line.slice(0, this.#column).padEnd(this.#column) + part + line.slice(this.#column + part.length),
      )
      this.#column += part.length
    }
  }

  #replace(line: string): void {
    this.lines[this.lines.length - 1] = line
    if (line.trim() !== '') this.frames.push(line)
  }
}
