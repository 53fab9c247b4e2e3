import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listName } from '../folders.ts'
import type { Certificate } from '../statement.ts'
import { type Check, passed, refused } from './check.ts'

/** Is the list of files beside the certificate, where there is one, the one that its digest is of? */
export function checkListBeside(file: string, { number, files }: Certificate): Check[] {
  const path = join(dirname(file), listName(number))
  if (!existsSync(path)) return []
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
  const about = `the list ${listName(number)}`
  return [
    digest === files.sha256
      ? passed(about, 'has the digest that the certificate names')
      : refused(about, `has the digest ${digest}, the certificate names ${files.sha256}`),
  ]
}
