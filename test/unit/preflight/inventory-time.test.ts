import { describe, expect, test } from 'vitest'
import type { Config } from '../../../src/config/schema.ts'
import { refuseUnfitTime } from '../../../src/preflight/inventory-time.ts'

const now = new Date('2023-08-06T12:00:00Z')
const incident = {
  name: 'Incident',
  time_zone: 'Europe/Paris',
  issuer: 'Nous',
  services: [
    { name: 'One', kinds: ['offer'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' },
    { name: 'Two', kinds: ['acte'], from: '2023-08-04 14:00', to: '2023-08-05T14:00' },
  ],
} satisfies Config['incident']

const check = (takenAt: string, maxAgeHours: number) => () =>
  refuseUnfitTime('the inventory', new Date(takenAt), maxAgeHours, incident, now)

describe('the age of an inventory', () => {
  test.each([
    ['2023-08-04T12:00:00Z', 48],
    ['2023-08-06T12:00:00Z', 0.001],
    ['2023-08-06T12:05:00Z', 48], // clocks differ a little
    ['2023-08-04T12:00:00Z', 100], // 14:00 in Paris: the moment of the incident
  ])('%s is fit at most %d hours later', (takenAt, hours) => {
    expect(check(takenAt, hours)).not.toThrow()
  })

  test.each([
    ['2023-08-04T11:59:59Z', 48, /48 hours old: older than max_age_hours \(48\)/],
    ['2023-08-06T12:05:01Z', 48, /still to come/],
    ['2023-08-04T11:59:59Z', 100, /before the incident \(Two: from 2023-08-04 14:00, Europe\/Paris\)/],
  ])('%s is unfit with at most %d hours', (takenAt, hours, message) => {
    expect(check(takenAt, hours)).toThrow(message)
    expect(check(takenAt, hours)).toThrow(expect.objectContaining({ exitCode: 2 }))
  })
})
