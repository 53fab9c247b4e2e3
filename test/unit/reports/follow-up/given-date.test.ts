import { expect, test } from 'vitest'
import { readGivenDate } from '../../../../reports/follow-up/given-date.ts'

test.each<[string | number | Date, string | undefined]>([
  ['27/07/2023', '2023-07-27'],
  [' 7/8/23 ', '2023-08-07'],
  ['07-08-2023', '2023-08-07'],
  ['07.08.2023', '2023-08-07'],
  ['27/07/2023 10:30', '2023-07-27'],
  ['2023-07-27', '2023-07-27'],
  ['2023-07-27T10:30:00Z', '2023-07-27'],
  ['29/02/2024', '2024-02-29'],
  ['29/02/2023', undefined],
  ['07/27/2023', undefined],
  ['31/04/2023', undefined],
  ['hier', undefined],
  ['00/00/0000', undefined],
  ['', ''],
  ['   ', ''],
  [45134, '2023-07-27'],
  [45134.4375, '2023-07-27'],
  [0, undefined],
  [new Date('2023-07-27T00:00:00Z'), '2023-07-27'],
  [new Date(Number.NaN), undefined],
])('%j is %s', (cell, day) => {
  expect(readGivenDate(cell)).toBe(day)
})
