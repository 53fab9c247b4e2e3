import type { Journal } from '../../src/vocabulary/journal.ts'
import { printable } from '../printable.ts'
import { LiveLine } from './live-line.ts'
import { plainFormat } from './plain-format.ts'
import { terminalLine } from './terminal-line.ts'
import { Work } from './work.ts'

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
  const bar = new LiveLine(terminal, (columns) => {
    const view = work.view()
    return view === undefined ? '' : terminalLine(view, columns)
  })
  const clear = () => bar.stop()
  const write = (line: string) => {
    clear()
    terminal.write(`${printable(line)}\n`)
    if (work.view() !== undefined) bar.start()
  }
  process.on('exit', clear)
  process.on('uncaughtExceptionMonitor', clear)
  process.prependListener('unhandledRejection', clear)
  return {
    stage(name) {
      clear()
      work.begin(name)
      bar.start()
    },
    step: (name) => work.step(name),
    progress: (done, total, unit) => work.count({ done, total, unit }),
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
