import type { Check, ClockReading } from './check.ts'

/** Above it signatures come close to being refused (S3 allows 15 minutes) and "before the snapshot" means little. */
const TOLERANCE_MS = 5 * 60_000

const MACHINE = 'this machine'

/**
 * Holds the clocks of the database and the stores against each other and this machine's. The clocks on which
 * most agree are believed; with two that differ, or several halves, nobody can say which is right.
 *
 * @param readings each clock that told its time, against this machine's
 * @returns one check; none when no clock told its time
 */
export function checkClocks(readings: readonly ClockReading[]): Check[] {
  if (readings.length === 0) return []
  const clocks = [{ of: MACHINE, aheadMs: 0 }, ...readings]
  const agreeing = clocks
    .map((clock) => clocks.filter((other) => agree(clock, other)))
    .reduce((most, group) => (group.length > most.length ? group : most))
  const about = { subject: 'clock', name: 'clock' } as const
  if (agreeing.length === clocks.length) {
    const times = clocks.map(({ aheadMs }) => aheadMs)
    const spread = Math.max(...times) - Math.min(...times)
    return [{ ...about, result: 'ok', detail: `${names(clocks)} agree to ${duration(spread)}` }]
  }
  if (agreeing.length * 2 <= clocks.length)
    return [
      {
        ...about,
        result: 'warning',
        detail: `${clocks.map((clock) => told(clock, 0)).join(', ')}: they differ by more than five minutes`,
        advice: `find out which clock is wrong and set it (NTP); ${CONSEQUENCE}`,
      },
    ]
  const middle = agreeing.map(({ aheadMs }) => aheadMs).sort((a, b) => a - b)[agreeing.length >> 1] ?? 0
  return clocks
    .filter((clock) => !agreeing.includes(clock))
    .map((clock) => ({
      ...about,
      result: 'warning',
      detail: `the clock of ${told(clock, middle)}; ${names(agreeing)} ${agreeing.length > 1 ? 'agree' : 'are right'}`,
      advice: `set the clock of ${clock.of} (NTP); ${CONSEQUENCE}`,
    }))
}

const CONSEQUENCE =
  'until then requests may be refused (RequestTimeTooSkewed) and "stored before the snapshot" is not to be relied on'

function agree(a: ClockReading, b: ClockReading): boolean {
  return Math.abs(a.aheadMs - b.aheadMs) <= TOLERANCE_MS
}

function names(clocks: readonly ClockReading[]): string {
  const all = clocks.map(({ of }) => of)
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

function told({ of, aheadMs }: ClockReading, against: number): string {
  const ahead = aheadMs - against
  if (ahead === 0) return of
  return `${of} is ${duration(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`
}

function duration(ms: number): string {
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 2 * 3_600_000) return `${Math.round(ms / 60_000)} minutes`
  return `${(ms / 3_600_000).toFixed(1)} hours`
}
