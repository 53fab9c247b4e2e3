import { clearLine, cursorTo } from 'node:readline'

const FRAMES_PER_SECOND = 4
const WHOLE_LINE = 0
const TO_THE_RIGHT = 1
/** Of a terminal that does not say how wide it is. */
const COLUMNS = 80

/**
 * A line of a terminal that is drawn anew several times a second, on whatever line the cursor is: once a person has pressed
 * Enter that is another one than where it began.
 */
export class LiveLine {
  readonly #terminal: NodeJS.WriteStream
  readonly #text: (columns: number) => string
  #timer: NodeJS.Timeout | undefined

  /** @param text gives what the line says now, and fits into so many cells */
  constructor(terminal: NodeJS.WriteStream, text: (columns: number) => string) {
    this.#terminal = terminal
    this.#text = text
  }

  start(): void {
    this.stop()
    this.#draw()
    this.#timer = setInterval(() => this.#draw(), 1000 / FRAMES_PER_SECOND).unref() // does not keep the process alive
  }

  /** Takes the line away, if it is there. */
  stop(): void {
    if (this.#timer === undefined) return
    clearInterval(this.#timer)
    this.#timer = undefined
    cursorTo(this.#terminal, 0)
    clearLine(this.#terminal, WHOLE_LINE)
  }

  #draw(): void {
    cursorTo(this.#terminal, 0)
    this.#terminal.write(this.#text(this.#terminal.columns || COLUMNS))
    clearLine(this.#terminal, TO_THE_RIGHT)
  }
}
