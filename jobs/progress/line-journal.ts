import type { Journal } from '../../src/vocabulary/journal.ts'
import { printable } from '../printable.ts'
import type { LineFormat } from './line-format.ts'
import { Work } from './work.ts'

/** After so long without a line the stage in work tells how it stands. */
const SILENCE_MS = 5_000
const LOOK_EVERY_MS = 1_000

/**
 * A journal of lines, for what is no terminal: never more often than every few seconds beside what begins, ends or
 * goes wrong, and never silent for longer, also while a stage says nothing (a long statement).
 *
 * Disposing it stops its timer, which does not keep the process alive either.
 */
export function lineJournal(stream: NodeJS.WritableStream, format: LineFormat): Journal & Disposable {
  const work = new Work()
  let wroteAt = performance.now()
  const write = (line: string | undefined) => {
    if (line === undefined) return
    wroteAt = performance.now()
    stream.write(`${printable(line)}\n`)
  }
  const look = () => {
    const view = work.view()
    if (view !== undefined && performance.now() - wroteAt >= SILENCE_MS) write(format.progress(view))
  }
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  return {
    stage(name) {
      work.begin(name)
      write(format.stage(name))
    },
    step: (name) => work.step(name),
    progress(done, total, unit) {
      work.count({ done, total, unit })
      look()
    },
    finished(figures) {
      const view = work.view()
      work.end()
      if (view !== undefined) write(format.finished(view, figures))
    },
    warn: (message) => write(format.warning(message, work.view()?.stage)),
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
