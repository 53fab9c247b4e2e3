import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { terminalJournal } from '../../../../jobs/progress/terminal-journal.ts'
import { Screen } from '../../../support/screen.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000)

test('a bar with its share, rate and time left, and the line that stays', () => {
  const screen = new Screen(100)
  using journal = terminalJournal(screen.stream)
  journal.stage('probe')
  journal.progress(0, 4000, 'objects')
  for (let second = 1; second <= 3; second++) {
    pass(1)
    journal.progress(second * 1000, 4000, 'objects')
  }
  pass(0.25)
  expect(screen.seen).toEqual([
    expect.stringMatching(
      /^ {2}probe {8}\[=+ +\] {2}75 % {2}3,000 of 4,000 objects {2}9\d\d\/s {2}1 s left$/,
    ),
  ])
  journal.finished({ asked: 4000, absent: 12 })
  expect(screen.seen).toEqual(['  probe        asked 4,000, absent 12 (3.3 s)', ''])
  journal.stage('analysis')
  journal.step('total')
  pass(5)
  expect(screen.seen[1]).toMatch(/^ {2}analysis {5}[-\\|/] total {2}5 s$/)
})

test('time goes on while the stage says nothing', () => {
  const screen = new Screen()
  using journal = terminalJournal(screen.stream)
  journal.stage('match')
  journal.step('tally')
  for (let second = 1; second <= 90; second++) {
    const before = screen.frames.length
    pass(1)
    expect(screen.frames.length).toBeGreaterThan(before)
  }
  expect(screen.seen[0]).toMatch(/tally {2}1 min 30 s$/)
})

test('warnings stand above the bar, which goes on below', () => {
  const screen = new Screen()
  using journal = terminalJournal(screen.stream)
  journal.stage('inventory')
  journal.progress(500, { about: 1000 }, 'objects')
  pass(1)
  journal.warn('a range of b\x1b[31m could not be listed\nto its end')
  journal.warn('another')
  pass(1)
  expect(screen.seen).toEqual([
    '  warning: a range of b\\u001b[31m could not be listed\\u000ato its end',
    '  warning: another',
    expect.stringMatching(/^ {2}inventory {4}\[=+ +\] {2}50 % {2}500 of ≈1,000 objects {2}0\/s {2}2 s$/),
  ])
})

test('nothing from the data reaches the terminal as an escape sequence', () => {
  const screen = new Screen()
  using journal = terminalJournal(screen.stream)
  journal.stage('recover')
  journal.progress(1, 2, 'objects asked of \x1b]0;x\x07')
  pass(1)
  journal.finished({ 'k\x1b[2J': '\u009b2J' })
  const drawing = ['\x1b[1G', '\x1b[0K', '\x1b[2K', '\n']
  const rest = drawing.reduce((text, sequence) => text.replaceAll(sequence, ''), screen.raw)
  expect(rest).not.toMatch(/\p{Cc}/u)
})

test('the terminal is left as it was found, and no frame goes beyond its width', () => {
  const screen = new Screen(32)
  {
    using journal = terminalJournal(screen.stream)
    journal.stage('expectations')
    journal.progress(123_456_789, 987_654_321, 'rows')
    pass(3)
    screen.columns = 20
    pass(3)
    journal.step('a-model-with-a-very-long-name-indeed')
    pass(3)
    expect(screen.frames.length).toBeGreaterThan(3)
    for (const frame of screen.frames) expect(frame.length).toBeLessThan(32)
    expect(screen.frames.at(-1)?.length).toBeLessThan(20)
  }
  expect(screen.seen).toEqual([''])
  // Neither is the cursor hidden or moved to another line, nor the wrapping of lines changed.
  for (const setting of ['\x1b[?', '\x1b7', '\x1b8']) expect(screen.raw).not.toContain(setting)
  expect(vi.getTimerCount()).toBe(0)
})

test('before an exit on the spot or a crash the bar is taken away', () => {
  const events = ['exit', 'uncaughtExceptionMonitor', 'unhandledRejection'] as const
  const listeners = () => events.map((event) => process.listeners(event as 'exit').at(0))
  const count = () => events.map((event) => process.listenerCount(event))
  const before = count()
  const screen = new Screen()
  {
    using journal = terminalJournal(screen.stream)
    expect(count()).toEqual(before.map((n) => n + 1))
    for (const event of events) {
      journal.stage('match')
      expect(screen.seen.at(-1)).not.toBe('')
      const own = event === 'exit' ? process.listeners(event).at(-1) : listeners()[events.indexOf(event)]
      own?.call(process, 130)
      expect(screen.seen.at(-1)).toBe('')
    }
  }
  expect(count()).toEqual(before)
})
