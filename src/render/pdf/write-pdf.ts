import { buffer } from 'node:stream/consumers'
import type { Block, PdfDocument } from './block.ts'
import { setHeading, setList, setParagraph } from './flow.ts'
import { legible } from './legible.ts'
import { PAGE, STYLE } from './page.ts'
import { setFields, setTable } from './table.ts'
import { TaggedDocument } from './tagged-document.ts'

/** @returns the document as a tagged PDF; the same document gives the same bytes */
export async function writePdf(document: PdfDocument): Promise<Buffer> {
  const to = new TaggedDocument(document)
  const bytes = buffer(to.pdf)
  setLetterhead(to, document.letterhead)
  for (const block of document.blocks) setBlock(to, block)
  to.root.end()
  setFooters(to, document.footer)
  const { name, content, mediaType, description } = document.attachment
  const file = {
    name,
    type: mediaType,
    description,
    relationship: 'Data', // as PDF/A-3 asks
    creationDate: document.created,
    modifiedDate: document.created,
  }
  to.pdf.file(Buffer.from(content), file)
  to.pdf.end()
  return bytes
}

function setBlock(to: TaggedDocument, block: Block): void {
  switch (block.type) {
    case 'heading':
      setHeading(to, block)
      break
    case 'paragraph':
      setParagraph(to, block)
      break
    case 'list':
      setList(to, block)
      break
    case 'fields':
      setFields(to, block)
      break
    case 'table':
      setTable(to, block)
      break
  }
}

function setLetterhead(to: TaggedDocument, blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (block.type === 'paragraph') setParagraph(to, block, STYLE.letterhead)
    else setBlock(to, block)
  }
  const y = to.pdf.y + 6
  to.artifact('Layout', () => {
    to.pdf
      .moveTo(to.left, y)
      .lineTo(to.left + to.width, y)
      .lineWidth(1.2)
      .stroke(STYLE.accent)
  })
  to.pdf.y = y + 20
}

/** At the foot of each page, once it is known how many there are. */
function setFooters(to: TaggedDocument, { left, below, page }: PdfDocument['footer']): void {
  const { count } = to.pdf.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    to.pdf.switchToPage(i)
    to.pdf.page.margins.bottom = 0 // else text this low would begin another page
    const y = to.pdf.page.height - PAGE.margins.bottom + 22
    to.artifact('Pagination', () => {
      to.pdf
        .moveTo(to.left, y - 6)
        .lineTo(to.left + to.width, y - 6)
        .lineWidth(0.5)
        .stroke(STYLE.rule)
      const pen = to.pen('regular', STYLE.footer.size, STYLE.soft)
      const line = { width: to.width, lineBreak: false }
      pen.text(legible(left), to.left, y, line)
      pen.text(legible(page(i + 1, count)), to.left, y, { ...line, align: 'right' })
      pen.text(legible(below), to.left, y + 11, line)
    })
  }
}
