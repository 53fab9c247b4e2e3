import { expect, test } from 'vitest'
import { maskKey, shapeOf, share } from '../../../src/draft/shape.ts'

test.each([
  ['vol-01/2022/a b.pdf', 'path'],
  ['/2022/a.pdf', 'path'],
  ['s3://bucket/key', 'path'],
  ['Travaux de voirie / réseaux', 'other'],
  ['application/pdf', 'other'],
  ['d41d8cd98f00b204e9800998ecf8427e', 'checksum'],
  ['sha256:zz', 'checksum'],
  ['6f1c1c1e-8a83-4b4c-9d3a-1e8f0c6a7b55', 'opaque'],
  ['Lorem', 'other'],
  ['12345', 'digits'],
  ['2022-05-04 10:00:00', 'date'],
  ['0000-00-00 00:00:00', 'date'],
  ['04/05/2022', 'date'],
  ['mairie@plouezec.example', 'email'],
])('%s is %s', (text, shape) => {
  expect(shapeOf(text)).toBe(shape)
})

test('a share of nothing is 0', () => {
  expect(share([], 'path')).toBe(0)
  expect(share(['a/b', 'c'], 'path')).toBe(0.5)
})

test('a masked key shows how it is built and nothing of what it says', () => {
  expect(maskKey('vol-01/2022/É. Dupont (CV)\n.PDF')).toBe('aaa-99/9999/A. Aaaaaa (AA)?.AAA')
  expect(maskKey('e\u0301té')).toBe('aaaa')
})
