import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')

/** Where kinds are named all the same, and why nothing is decided by it. */
const NAMED = [
  'src/render/word.ts', // how people read the usual ones
  'src/draft/contract-names.ts', // what a draft of a mapping guesses from the names of tables
  'src/draft/config-text.ts', // an example in a drafted configuration
  'src/marketplace/contract-meaning.ts', // an example in a comment of a drafted mapping
]

test('the core knows no kind by name: kinds are the words of a mapping', () => {
  const named = globSync('{src,reports,jobs}/**/*.{ts,sql}', { cwd: ROOT }).filter((file) =>
    /['"`](offer|dce|acte|pes)['"`]/.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  // the demo's own configuration says what its mapping gives
  expect(named.filter((file) => file !== 'jobs/demo.ts').sort()).toEqual(NAMED.toSorted())
})
