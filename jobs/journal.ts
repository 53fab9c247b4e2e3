import { type Journal, silentJournal } from '../src/vocabulary/journal.ts'
import { jsonFormat } from './progress/json-format.ts'
import { lineJournal } from './progress/line-journal.ts'
import { plainFormat } from './progress/plain-format.ts'
import { terminalJournal } from './progress/terminal-journal.ts'

/**
 * The journal that the options ask for. It writes to standard error, which standard output stays free of: a line
 * that moves on a terminal, otherwise a line every few seconds. To be disposed of before anything else is written.
 */
export function journalFor(options: { quiet: boolean; json: boolean }): Journal & Disposable {
  if (options.quiet) return { ...silentJournal, [Symbol.dispose]() {} }
  if (options.json) return lineJournal(process.stderr, jsonFormat)
  const moves = process.stderr.isTTY && process.env['TERM'] !== 'dumb'
  return moves ? terminalJournal(process.stderr) : lineJournal(process.stderr, plainFormat)
}
