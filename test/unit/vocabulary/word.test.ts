import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { COMPARISON_REPORTS } from '../../../reports/comparison.ts'
import { TABLE_REPORTS } from '../../../reports/index.ts'
import { summaryTexts } from '../../../reports/summary/texts.ts'
import { isOurs, translateWord } from '../../../src/render/word.ts'
import { ANOMALIES } from '../../../src/vocabulary/state.ts'
import { VOCABULARY } from '../../../src/vocabulary/word.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** Literals of the SQL models that no report shows, or shows as they are. */
const NOT_SHOWN = [
  ['platform', 'kind', 'year', 'kind-year', 'collectivity', 'collectivity-kind'], // grains
  ['consultation', 'consultation-kind'],
  ['uncovered', 'not-found', 'contradicted', 'shared', 'by-rule'], // suspicions
  ['found', 'listed', 'done', 'unreadable', 'answered', 'archived', 'read'], // answers, assurances, states of a range
  ['promised', 'later'], // sides of a key
  ['collectivities', 'consultations', 'buyers', 'consultation-buyers', 'expected-objects'], // SELECTs
  ['role', 'bucket', 'current', 'winning', 'active'], // columns
  ['true', 't', 'yes', 'y', 'oui', 'o', 'false', 'f', 'no', 'n', 'non'], // ways to write a boolean
  ['week', 'snapshot', 'places', 'recovery', 'constat'], // a part of a date, facts, a role of stores, a seed
  ['incident', 'urgency', 'deadlines', 'later', 'g'], // facts, a side of key forms, a flag of a pattern
].flat()

test('every word of a SQL model has a French label', () => {
  const unknown = globSync('{src/*/models,reports/*}/*.sql', { cwd: ROOT }).flatMap((file) =>
    wordsIn(file)
      .filter((word) => !isOurs(word) && !NOT_SHOWN.includes(word))
      .map((word) => `${file}: '${word}'`),
  )
  expect(
    unknown,
    'give each a place in src/vocabulary/word.ts and a label in src/render/word.ts or, when no report shows it, in NOT_SHOWN here',
  ).toEqual([])
})

test('the codes of anomaly.sql are those of ANOMALIES', () => {
  const file = 'src/expectations/models/anomaly.sql'
  const sql = readFileSync(join(ROOT, file), 'utf8')
  const known = new Set<string>(ANOMALIES)
  // the code stands first among the constants of each branch, or second where the SELECT of the mapping comes first
  const codes = [
    ...sql.matchAll(
      /select (?:'[a-z-]+'(?: as source)?, )?(?:min\()?(?:[lp]\.|e\.)?row_number\)?, '([a-z-]+)'/g,
    ),
  ]
  const said = new Set(codes.map(([, code = '']) => code))
  expect(
    [...said].filter((code) => !known.has(code)),
    'add it to ANOMALIES in src/vocabulary/state.ts',
  ).toEqual([])
  expect(
    [...known].filter((code) => !said.has(code)),
    `${relative(ROOT, file)} gives it no more`,
  ).toEqual([])
  const unions = sql.match(/\bunion all\b/g)?.length ?? 0 // within two lists of branches, one between them, one of rows
  expect(codes.length, 'this test cannot read the code of a branch').toBe(unions)
})

test('every word is put into French', () => {
  for (const [name, words] of Object.entries(VOCABULARY))
    for (const word of Object.keys(words)) expect(translateWord(word, 'fr'), `${name}: ${word}`).not.toBe('')
})

test('French labels keep French typography: no straight apostrophe, no space lost or left over', () => {
  const words = Object.values(VOCABULARY).flatMap((vocabulary) => Object.keys(vocabulary))
  const labels = [
    ...words.map((word) => translateWord(word, 'fr')),
    ...[...TABLE_REPORTS, ...COMPARISON_REPORTS].flatMap(({ columns }) =>
      columns.map(({ label }) => label.fr),
    ),
    ...leavesOf(summaryTexts.fr),
  ]
  expect(labels.length).toBeGreaterThan(150)
  expect(labels.filter((label) => /'|[^ ][:;!?]| {2}|\s$/.test(label))).toEqual([])
})

const leavesOf = (texts: object): string[] =>
  Object.values(texts).flatMap((text) => (typeof text === 'object' ? leavesOf(text) : String(text)))

/** Literals that look like constat's words: letters and hyphens. */
function wordsIn(file: string): string[] {
  const sql = readFileSync(join(ROOT, file), 'utf8').replaceAll(/--.*$/gm, '')
  return [...sql.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, word = '']) => word)
}
