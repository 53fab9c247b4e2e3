import { expect, test } from 'vitest'
import { fits, wordsOf } from '../../../src/draft/words-of-name.ts'

test.each([
  ['dateDepot', 'date depot'],
  ['DATE_DEPOT', 'date depot'],
  ['date-dépôt', 'date depot'],
  ['Clé de stockage', 'cle de stockage'],
  ['sha256Hex', 'sha256 hex'],
  ['id_1', 'id 1'],
  ['«»', ''],
])('%s is cut into %s', (name, words) => {
  expect(wordsOf(name).join(' ')).toBe(words)
})

test.each([
  ['taille', ['taille'], 2],
  ['taille_octets', ['taille'], 1],
  ['date_fin', ['date fin'], 2],
  ['dateFinInitiale', ['fin initiale'], 1],
  ['consultations', ['consultation'], 1],
  ['attachment', ['at'], 0],
  ['entaille', ['taille'], 0],
] as const)('%s against %j fits %d', (name, phrases, expected) => {
  expect(fits(name, phrases)).toBe(expected)
})
