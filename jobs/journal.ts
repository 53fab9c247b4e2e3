import { type Journal, silentJournal } from '../src/vocabulary/journal.ts'

/** Between two lines of progress, at least this long. */
const PROGRESS_EVERY_MS = 5_000

/** @returns the journal that the options ask for; it writes to standard error, which standard output stays free of */
export function journalFor(options: { quiet: boolean; json: boolean }): Journal {
  if (options.quiet) return silentJournal
  return options.json ? jsonJournal() : plainJournal()
}

function plainJournal(): Journal {
  const clock = stopwatch()
  let stage = ''
  return {
    stage(name) {
      stage = name
      clock.restart()
    },
    progress(done, total, unit) {
      if (!clock.due()) return
      write(
        `  ${stage.padEnd(13)}${done.toLocaleString('en')}${total === undefined ? '' : ` of ${total.toLocaleString('en')}`} ${unit}…`,
      )
    },
    finished(figures) {
      const text = Object.entries(figures).map(([name, value]) => `${name} ${value.toLocaleString('en')}`)
      write(`  ${stage.padEnd(13)}${text.join(', ')} (${clock.seconds().toFixed(1)} s)`)
    },
    warn(message) {
      write(`  warning: ${message}`)
    },
  }
}

function jsonJournal(): Journal {
  const clock = stopwatch()
  let stage = ''
  const log = (event: string, fields: object) =>
    write(JSON.stringify({ time: new Date().toISOString(), event, stage, ...fields }))
  return {
    stage(name) {
      stage = name
      clock.restart()
      log('stage', {})
    },
    progress(done, total, unit) {
      if (clock.due()) log('progress', { done, total, unit })
    },
    finished: (figures) => log('finished', { figures, seconds: clock.seconds() }),
    warn: (message) => log('warning', { message }),
  }
}

function stopwatch() {
  let began = performance.now()
  let told = began
  return {
    restart: () => {
      began = performance.now()
      told = began
    },
    seconds: () => (performance.now() - began) / 1000,
    due: () => {
      if (performance.now() - told < PROGRESS_EVERY_MS) return false
      told = performance.now()
      return true
    },
  }
}

function write(line: string): void {
  process.stderr.write(`${line}\n`)
}
