import { legible } from '../../render/pdf/legible.ts'
import type { Certificate } from '../statement.ts'
import { shownTables } from '../tables.ts'
import { type Check, passed, refused } from './check.ts'
import type { PdfSeen } from './read-pdf.ts'

const ABOUT = 'the pages'

/** Do the pages show what the attached statement says: number, digest, and each row of each table, in their order? */
export function checkPages(seen: PdfSeen, certificate: Certificate): Check {
  const text = seen.pages.map((page) => page.text).join('\n')
  const rows = shownTables(certificate).flatMap((table) => table.rows)
  const single = [certificate.number, certificate.files.sha256].find((it) => !patternOf([it]).test(text))
  if (single !== undefined) return refused(ABOUT, `do not show ${single}`)
  let from = 0
  for (const cells of rows) {
    const pattern = patternOf(cells)
    pattern.lastIndex = from
    if (!pattern.test(text)) return refused(ABOUT, `do not show the row ${cells.join(' | ')}`)
    from = pattern.lastIndex
  }
  return passed(ABOUT, `show what the attached statement says, ${rows.length} rows of tables among it`)
}

/** Cells stand apart; within a cell lines may end anywhere, as a long word is broken. */
function patternOf(cells: readonly string[]): RegExp {
  const words = cells
    .map(legible)
    .filter((cell) => cell.trim() !== '')
    .map((cell) => [...cell.replaceAll(/\s/g, '')].map(RegExp.escape).join('\\s*'))
  return new RegExp(`(?<=^|\\s)${words.join('\\s+')}(?=$|\\s|[.,])`, 'gu')
}
