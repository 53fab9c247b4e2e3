import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { jsonFormat } from '../../../../jobs/progress/json-format.ts'
import { lineJournal } from '../../../../jobs/progress/line-journal.ts'
import { plainFormat } from '../../../../jobs/progress/plain-format.ts'
import { Screen } from '../../../support/screen.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2023-08-04T12:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000)

test('plain: a line every five seconds while counting, and what it found', () => {
  const screen = new Screen()
  using journal = lineJournal(screen, plainFormat)
  journal.stage('inventory')
  journal.progress(0, { about: 20_000 }, 'objects')
  for (let second = 1; second <= 12; second++) {
    pass(1)
    journal.progress(second * 1000, { about: 20_000 }, 'objects')
  }
  journal.finished({ objects: 12_000, ranges: 32 })
  expect(screen.seen).toEqual([
    '  inventory    4,000 of ≈20,000 objects, 20 %, 800/s, 20 s left…',
    '  inventory    9,000 of ≈20,000 objects, 45 %, 900/s, 12 s left…',
    '  inventory    objects 12,000, ranges 32 (12.0 s)',
    '',
  ])
})

test('plain: never silent, although the stage says nothing, and silent between stages', () => {
  const screen = new Screen()
  using journal = lineJournal(screen, plainFormat)
  journal.stage('preflight')
  pass(6)
  journal.stage('match')
  pass(3)
  journal.step('tally')
  pass(91)
  journal.finished({ orphans: 3 })
  const lines = screen.seen.slice(0, -1)
  expect(lines.slice(0, 4)).toEqual([
    '  preflight    5 s…',
    '  match        still at tally, 4 s…',
    '  match        still at tally, 9 s…',
    '  match        still at tally, 14 s…',
  ])
  expect(lines.at(-1)).toBe('  match        orphans 3 (1 min 34 s)')
  expect(lines).toHaveLength(1 + 19 + 1)
  pass(60)
  expect(screen.seen.slice(0, -1)).toEqual(lines)
})

test('plain: an estimate that was too low is no total any more', () => {
  const screen = new Screen()
  using journal = lineJournal(screen, plainFormat)
  journal.stage('expectations')
  journal.progress(0, { about: 1000 }, 'rows')
  pass(4)
  journal.progress(1001, { about: 1000 }, 'rows')
  pass(2)
  expect(screen.seen[0]).toBe('  expectations 1,001 rows, 200/s, 5 s…')
})

test('plain: warnings come at once, without control characters', () => {
  const screen = new Screen()
  using journal = lineJournal(screen, plainFormat)
  journal.stage('probe')
  journal.warn('a key \x1b[2J\nof two lines')
  expect(screen.raw).toBe('  warning: a key \\u001b[2J\\u000aof two lines\n')
})

test('JSON: the events and their fields', () => {
  const screen = new Screen()
  using journal = lineJournal(screen, jsonFormat)
  journal.warn('before any stage')
  journal.stage('probe')
  journal.progress(0, 600, 'objects')
  pass(10)
  journal.progress(100, 600, 'objects')
  journal.step('recovery')
  pass(5)
  journal.warn('a key \x1b[2J\u009b')
  journal.finished({ asked: 600 })
  expect(screen.raw).toMatch(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u)
  const events = screen.seen.slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>)
  const counting = {
    event: 'progress',
    stage: 'probe',
    step: null,
    unit: 'objects',
    total: 600,
    estimated: false,
  }
  const stepping = { step: 'recovery', done: null, total: null, estimated: false, unit: null }
  expect(events.map(({ time, ...rest }) => rest)).toEqual([
    { event: 'warning', stage: null, message: 'before any stage' },
    { event: 'stage', stage: 'probe' },
    { ...counting, done: 0, rate: 0, eta_seconds: null, seconds: 5 },
    { ...counting, done: 0, rate: 0, eta_seconds: null, seconds: 10 },
    { ...counting, ...stepping, rate: null, eta_seconds: null, seconds: 15 },
    { event: 'warning', stage: 'probe', message: 'a key \x1b[2J\u009b' },
    { event: 'finished', stage: 'probe', figures: { asked: 600 }, seconds: 15 },
  ])
  expect(events[0]?.['time']).toBe('2023-08-04T12:00:00.000Z')
})

test('JSON: rate, time left and whether the total is an estimate', () => {
  const screen = new Screen()
  using journal = lineJournal(screen, jsonFormat)
  journal.stage('inventory')
  journal.progress(5000, { about: 10_000 }, 'objects')
  pass(4)
  journal.progress(6000, { about: 10_000 }, 'objects')
  pass(1)
  expect(JSON.parse(screen.seen[1] ?? '')).toMatchObject({
    done: 6000,
    total: 10_000,
    estimated: true,
    rate: 200,
    eta_seconds: 20,
    seconds: 5,
  })
})

test('no timer is left when the journal is disposed of', () => {
  const screen = new Screen()
  {
    using journal = lineJournal(screen, plainFormat)
    journal.stage('match')
    expect(vi.getTimerCount()).toBe(1)
  }
  expect(vi.getTimerCount()).toBe(0)
  pass(60)
  expect(screen.raw).toBe('')
})
