import { expect, test } from 'vitest'
import { counted, duration, percentage, perSecond } from '../../../../jobs/progress/quantity.ts'
import type { Count } from '../../../../jobs/progress/work.ts'

const count = (done: number, total?: number, estimated = false): Count => ({
  done,
  total,
  estimated,
  unit: 'objects',
  rate: undefined,
  secondsLeft: undefined,
})

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [185, '3 min 05 s'],
  [7_500, '2 h 05 min'],
  [273_600, '3 d 04 h'],
])('%d seconds are %s', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected)
})

test.each([
  [count(1234), '1,234', undefined],
  [count(1234, 2000), '1,234 of 2,000', '61 %'],
  [count(999_999, 1_000_000), '999,999 of 1,000,000', '99 %'],
  [count(7, 7), '7 of 7', '100 %'],
  [count(1234, 2000, true), '1,234 of ≈2,000', '61 %'],
  [count(2000, 2000, true), '2,000 of ≈2,000', '99 %'],
])('%o', (given, text, percent) => {
  expect(counted(given)).toBe(text)
  expect(percentage(given)).toBe(percent)
})

test.each([
  [86_012.4, '86,012/s'],
  [9.96, '10/s'],
  [0.25, '0.3/s'],
  [0, '0/s'],
])('%d units a second are %s', (rate, expected) => {
  expect(perSecond(rate)).toBe(expected)
})
