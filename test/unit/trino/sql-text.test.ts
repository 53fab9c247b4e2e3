import { expect, test } from 'vitest'
import { literal, qualifiedName } from '../../../src/trino/sql-text.ts'

test.each([
  ["l'offre", "'l''offre'"],
  ["'; drop table x --", "'''; drop table x --'"],
  [12, '12'],
  [9007199254740993n, '9007199254740993'],
  [true, 'true'],
  [null, 'null'],
])('%s is written %s', (value, text) => {
  expect(literal(value)).toBe(text)
})

test('a number that was rounded is not written', () => {
  expect(() => literal(2 ** 53)).toThrow(RangeError)
})

test('names are quoted', () => {
  expect(qualifiedName('inventory', 's3 "new"', 'objects')).toBe('"inventory"."s3 ""new"""."objects"')
})
