import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePdf } from '../render/pdf/write-pdf.ts'
import type { Journal } from '../vocabulary/journal.ts'
import { fillTemplate } from './fill.ts'
import { type Folders, listName, pdfName } from './folders.ts'
import type { Numbered } from './number.ts'
import type { Entry } from './register.ts'
import { type Template, tablesIn } from './template/template.ts'

type Pdf = Entry['pdfs'][number]

/**
 * Writes the certificates that are not there yet, each with its list, into the partial folder. One that is there is
 * left alone.
 *
 * @param numbered with the name that each list has in the partial folder
 * @returns the entries for the register
 */
export async function writeCertificates(
  numbered: readonly (Numbered & { list: string })[],
  folders: Folders,
  { template, journal }: { template: Template; journal: Journal },
): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const { statement, entry, issued, list } of numbered) {
    renameSync(join(folders.partial, list), join(folders.partial, listName(entry.number)))
    const pdfs = [...(issued?.pdfs ?? [])]
    const final = join(folders.final, pdfName(entry.number))
    if (issued !== undefined && existsSync(final)) {
      if (!pdfs.some((pdf) => isUnchanged(readFileSync(final), pdf)))
        journal.warn(`${final} is not as it was issued; it was left alone (attest --verify says more)`)
    } else {
      const tables = tablesIn(template, statement.subject.type)
      const certificate = { ...statement, ...issuedParts(entry), template: template.digest, tables }
      const bytes = await writePdf(fillTemplate(template, certificate))
      if (!pdfs.some((pdf) => isUnchanged(bytes, pdf)))
        pdfs.push({ bytes: bytes.length, sha256: digestOf(bytes) })
      writeFileSync(join(folders.partial, pdfName(entry.number)), bytes, { mode: 0o600, flush: true })
    }
    entries.push({ ...entry, pdfs })
    journal.progress(entries.length, numbered.length, 'certificates')
  }
  return entries
}

/** @returns whether the file is the one that was issued, or begins with it: signing a PDF appends to it */
export function isUnchanged(file: Uint8Array, pdf: Pdf): boolean {
  return file.length >= pdf.bytes && digestOf(file.subarray(0, pdf.bytes)) === pdf.sha256
}

function issuedParts({ number, issued_at, replaces }: Omit<Entry, 'pdfs'>) {
  return { number, issued_at, replaces }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
