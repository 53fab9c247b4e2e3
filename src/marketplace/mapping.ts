import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import { CONTRACT, type ContractSelect } from './contract.ts'

export type MappedSelect = ContractSelect & { file: string; sql: string }
export type Mapping = {
  folder: string
  selects: MappedSelect[] /** SHA-256 over the five texts */
  digest: string
}

/**
 * Reads the five SELECTs of a mapping.
 *
 * @param folder where `collectivities.sql` and the four others are
 * @throws Failure (2) that names every file that cannot be read
 */
export function readMapping(folder: string): Mapping {
  const problems: string[] = []
  const selects = CONTRACT.map((select) => {
    const file = join(folder, `${select.name}.sql`)
    try {
      return { ...select, file, sql: withoutFinalSemicolon(readFileSync(file, 'utf8')) }
    } catch (cause) {
      problems.push(`  - ${file}: ${messageOf(cause)}`)
      return { ...select, file, sql: '' }
    }
  })
  if (problems.length > 0) {
    throw new Failure(
      EXIT.usage,
      `the mapping is not whole:\n${problems.join('\n')}`,
      'a mapping is a folder with five SELECTs; constat init drafts one, mappings/demo is an example',
    )
  }
  const digest = createHash('sha256')
  for (const { name, sql } of selects) digest.update(`${name}\0${sql}\0`)
  return { folder, selects, digest: digest.digest('hex') }
}

/** People end statements with a semicolon; one at the very end is theirs to write and ours to drop. */
function withoutFinalSemicolon(sql: string): string {
  return sql.replace(/;\s*$/, '')
}
