/** A new or a changed object of a PDF: its number and what stands between `obj` and `endobj`. */
export type PdfObject = { id: number; body: string }

/** @returns the PDF with objects appended, as signing does: what was there stays, byte for byte */
export function appended(pdf: Uint8Array, objects: readonly PdfObject[]): Buffer {
  const text = Buffer.from(pdf).toString('latin1')
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]
  const root = /\/Root (\d+ 0 R)/.exec(text)?.[1]
  const size = Math.max(Number(/\/Size (\d+)/.exec(text)?.[1]), ...objects.map(({ id }) => id + 1))
  let added = ''
  const offsets = objects.map(({ id, body }) => {
    const offset = text.length + added.length
    added += `${id} 0 obj\n${body}\nendobj\n`
    return `${id} 1\n${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = text.length + added.length
  added += `xref\n${offsets.join('')}trailer\n<< /Size ${size} /Root ${root} /Prev ${before} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.concat([pdf, Buffer.from(added, 'latin1')])
}

/** @returns the objects that are pages, in the order of the file */
export function pagesOf(pdf: Uint8Array): PdfObject[] {
  const text = Buffer.from(pdf).toString('latin1')
  return [...text.matchAll(/(\d+) 0 obj\n(<<\n\/Type \/Page\n.*?>>)\nendobj/gs)].map(([, id, body]) => ({
    id: Number(id),
    body: body ?? '',
  }))
}

/** @returns a number that no object of the PDF has */
export function freeNumber(pdf: Uint8Array): number {
  return Number(/\/Size (\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1])
}
