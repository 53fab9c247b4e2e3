import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareKeys } from '../../../src/vocabulary/key-order.ts'

test('orders like the bytes of UTF-8, also around the surrogates', () => {
  const key = fc.string({ unit: 'binary', maxLength: 12 })
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ['a', 'b', -1],
  ['a', 'a/', -1],
  ['Z', 'a', -1],
  ['é', 'z', 1],
  ['\uffff', '😀', -1],
  ['same', 'same', 0],
])('%j against %j is %i', (a, b, sign) => {
  expect(Math.sign(compareKeys(a, b))).toBe(sign)
})
