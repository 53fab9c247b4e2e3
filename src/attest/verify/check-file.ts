import type { Entry } from '../register.ts'
import { isUnchanged } from '../write-certificates.ts'
import { type Check, passed, refused } from './check.ts'
import { type PageSeen, type PdfSeen, readPdf } from './read-pdf.ts'

const ABOUT = 'the file'

/**
 * Is it the file that was issued? Signing a PDF appends to it, and what is appended can also change every page: so
 * each page must look as it did, and a signature may only stand where the page is blank.
 */
export async function checkFile(bytes: Uint8Array, seen: PdfSeen, entry: Entry): Promise<Check> {
  const issued = entry.pdfs.find((pdf) => isUnchanged(bytes, pdf))
  if (issued === undefined) return refused(ABOUT, 'is not the one that was issued: its bytes were changed')
  if (issued.bytes === bytes.length) return passed(ABOUT, 'is the one that was issued, byte for byte')
  const before = await readPdf(bytes.subarray(0, issued.bytes))
  if (before === undefined || before.pages.length !== seen.pages.length)
    return refused(
      ABOUT,
      `had ${before?.pages.length ?? 0} pages when it was issued, has ${seen.pages.length}`,
    )
  const changed = seen.pages.findIndex((page, i) => page.drawing !== before.pages[i]?.drawing)
  if (changed >= 0) return refused(ABOUT, `was added to, and page ${changed + 1} looks different since`)
  const covered = seen.pages.findIndex((page) => !page.annotations.every((it) => isHarmless(it, page)))
  if (covered >= 0) return refused(ABOUT, `was added to, and something lies over page ${covered + 1}`)
  return passed(
    ABOUT,
    'is the one that was issued, with something appended that changes no page (a signature)',
  )
}

function isHarmless({ signature, box }: PageSeen['annotations'][number], page: PageSeen): boolean {
  const overlaps = page.textBoxes.some(
    (text) =>
      text.left < box.right && box.left < text.right && text.bottom < box.top && box.bottom < text.top,
  )
  return signature && !overlaps
}
