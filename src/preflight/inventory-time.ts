import type { Config } from '../config/schema.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'

const HOUR = 3_600_000
/** A clock may be off by so much before a time counts as one to come. */
const CLOCK_MS = 5 * 60_000

/**
 * Refuses an inventory whose time makes it unfit: what was stored after it cannot be judged by it, and one made
 * before the incident shows what was there, not what is left.
 *
 * @param takenAt when it was begun, as it states itself
 * @throws Failure (2)
 */
export function refuseUnfitTime(
  name: string,
  takenAt: Date,
  maxAgeHours: number,
  incident: Config['incident'],
  now = new Date(),
): void {
  const age = now.getTime() - takenAt.getTime()
  const at = takenAt.toISOString()
  if (age > maxAgeHours * HOUR)
    throw new Failure(
      EXIT.usage,
      `${name} is of ${at}, ${Math.floor(age / HOUR)} hours old: older than max_age_hours (${maxAgeHours}), so younger objects cannot be judged by it`,
      'make a new one, or list live (take the inventory out of the configuration)',
    )
  if (age < -CLOCK_MS)
    throw new Failure(
      EXIT.usage,
      `${name} is of ${at}, which is still to come`,
      "check taken_at and its zone, and this machine's clock",
    )
  const before = incident.services.find(
    ({ from }) => localTime(takenAt, incident.time_zone) < from.replace(' ', 'T'),
  )
  if (before !== undefined)
    throw new Failure(
      EXIT.usage,
      `${name} is of ${at}, before the incident (${before.name}: from ${before.from}, ${incident.time_zone}): it lists what the incident may have taken`,
      'use an inventory made after the incident, or list live',
    )
}

/** @returns date and time in a zone, written as the configuration writes them: such texts sort as times do */
function localTime(instant: Date, timeZone: string): string {
  return instant.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')
}
