import { Writable } from 'node:stream'
import cliProgress from 'cli-progress'
import type { Journal } from '../../src/vocabulary/journal.ts'
import { printable } from '../printable.ts'
import { plainFormat } from './plain-format.ts'
import { BAR_CELLS, type DrawBar, terminalLine } from './terminal-line.ts'
import { Work } from './work.ts'

const FRAMES_PER_SECOND = 4

/**
 * A journal for a terminal: one line that moves while a stage is in work, and one line that stays when it ended.
 * Warnings are written above the moving line.
 *
 * The terminal's settings are left alone (the cursor is not hidden, lines may wrap), so that nothing has to be put
 * right again, however the process ends. What remains is the moving line itself: it is taken away when the
 * journal is disposed of, and before a crash or an exit on the spot.
 */
export function terminalJournal(terminal: NodeJS.WriteStream): Journal & Disposable {
  const work = new Work()
  const bar = new LiveLine(terminal, work)
  const clear = () => bar.stop()
  const write = (line: string) => {
    clear()
    terminal.write(`${printable(line)}\n`)
    if (work.view() !== undefined) bar.start(0, 0)
  }
  process.on('exit', clear)
  process.on('uncaughtExceptionMonitor', clear)
  process.prependListener('unhandledRejection', clear)
  return {
    stage(name) {
      clear()
      work.begin(name)
      bar.start(0, 0)
    },
    step: (name) => work.step(name),
    progress(done, total, unit) {
      work.count({ done, total, unit })
      bar.update(done)
    },
    finished(figures) {
      const view = work.view()
      work.end()
      if (view !== undefined) write(plainFormat.finished(view, figures))
    },
    warn: (message) => write(plainFormat.warning(message, undefined)),
    [Symbol.dispose]() {
      work.end()
      clear()
      process.off('exit', clear)
      process.off('uncaughtExceptionMonitor', clear)
      process.off('unhandledRejection', clear)
    },
  }
}

/** cli-progress draws, throttles and takes away the line; what it says is ours. */
class LiveLine extends cliProgress.SingleBar {
  /** The timer of the next frame, which its types do not name. */
  declare timer: NodeJS.Timeout | null

  constructor(terminal: NodeJS.WriteStream, work: Work) {
    super({
      stream: withoutCursorMemory(terminal),
      fps: FRAMES_PER_SECOND,
      linewrap: true, // leaves the setting alone; our lines never reach the edge
      clearOnComplete: true,
      barsize: BAR_CELLS,
      barCompleteChar: '=',
      barIncompleteChar: ' ',
      format: (options, { maxWidth }) => {
        const view = work.view()
        const drawBar: DrawBar = (fraction, barsize) =>
          cliProgress.Format.BarFormat(fraction, { ...options, barsize })
        return view === undefined ? '' : terminalLine(view, maxWidth, drawBar)
      },
    })
  }

  /** A frame to come does not keep the process alive. */
  override render(): void {
    super.render()
    this.timer?.unref()
  }
}

const SAVE_CURSOR = '\x1b7'
const RESTORE_CURSOR = '\x1b8'

/**
 * cli-progress goes back to where the cursor was when the bar began. Once a person has pressed Enter that is
 * another line; staying on the line where the cursor is works in both cases.
 */
function withoutCursorMemory(terminal: NodeJS.WriteStream): NodeJS.WritableStream {
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      if (text !== SAVE_CURSOR && text !== RESTORE_CURSOR) terminal.write(text)
      done()
    },
  })
  return Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => terminal.columns },
  })
}
