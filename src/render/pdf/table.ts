import type { Block, Span, TableColumn } from './block.ts'
import { legible } from './legible.ts'
import { STYLE } from './page.ts'
import type { TaggedDocument } from './tagged-document.ts'

type Cell = { text: string; strong: boolean; align: 'left' | 'right'; left: number; width: number }
type Tag = (cell: number) => { tag: 'TH' | 'TD'; scope?: 'Row' | 'Column' }

const { size, gap, padding } = STYLE.table

/** Sets a table: rows are never cut by the end of a page, and each page begins with the header again. */
export function setTable(to: TaggedDocument, { columns, rows }: Extract<Block, { type: 'table' }>): void {
  const places = placesOf(to, columns)
  const cellsOf = (texts: readonly string[], strong: boolean): Cell[] =>
    places.map((place, i) => ({ ...place, text: legible(texts[i] ?? ''), strong }))
  const header = cellsOf(
    columns.map(({ label }) => label),
    true,
  )
  const headerHeight = heightOf(to, header)
  to.keep(headerHeight + heightOf(to, cellsOf(rows[0] ?? [], false)))
  const table = to.pdf.struct('Table')
  to.root.add(table)
  const part = (name: 'THead' | 'TBody') => {
    const element = to.pdf.struct(name)
    table.add(element)
    return element
  }
  const head = part('THead')
  shade(to, headerHeight)
  addRow(to, head, header, headerHeight, () => ({ tag: 'TH', scope: 'Column' }))
  head.end()
  const body = part('TBody')
  for (const texts of rows) {
    const cells = cellsOf(texts, false)
    const height = heightOf(to, cells)
    if (to.pdf.y + height > to.bottom) {
      to.pdf.addPage()
      repeatHeader(to, header, headerHeight)
    }
    addRow(to, body, cells, height, (i) => (i === 0 ? { tag: 'TH', scope: 'Row' } : { tag: 'TD' }))
  }
  body.end()
  table.end()
  to.pdf.y += STYLE.body.after + 2
}

/** Sets labels and what stands for them, as a table without a header row. */
export function setFields(to: TaggedDocument, { rows }: Extract<Block, { type: 'fields' }>): void {
  const labels = { left: to.left, width: to.width * 0.31, align: 'left' as const }
  const values = { left: to.left + labels.width, width: to.width - labels.width, align: 'left' as const }
  const table = to.pdf.struct('Table')
  to.root.add(table)
  for (const { label, value } of rows) {
    const cells = [
      { ...labels, text: textOf(label), strong: true },
      { ...values, text: textOf(value), strong: value.length > 0 && value.every(({ strong }) => strong) },
    ]
    const height = heightOf(to, cells)
    to.keep(height)
    addRow(to, table, cells, height, (i) => (i === 0 ? { tag: 'TH', scope: 'Row' } : { tag: 'TD' }))
  }
  table.end()
  to.pdf.y += STYLE.body.after + 2
}

function placesOf(to: TaggedDocument, columns: readonly TableColumn[]) {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  let left = to.left
  return columns.map(({ share, align }) => {
    const width = (to.width * share) / whole
    const place = { left, width, align }
    left += width
    return place
  })
}

function addRow(
  to: TaggedDocument,
  parent: PDFKit.PDFStructureElement,
  cells: readonly Cell[],
  height: number,
  tagOf: Tag,
): void {
  const top = to.pdf.y
  const row = to.pdf.struct('TR')
  parent.add(row)
  cells.forEach((cell, i) => {
    const { tag, ...options } = tagOf(i)
    row.add(to.pdf.struct(tag, options as object, () => setCell(to, cell, top)))
  })
  row.end()
  rule(to, top + height)
  to.pdf.y = top + height
}

function repeatHeader(to: TaggedDocument, header: readonly Cell[], height: number): void {
  const top = to.pdf.y
  shade(to, height)
  to.artifact('Pagination', () => {
    for (const cell of header) setCell(to, cell, top)
  })
  rule(to, top + height)
  to.pdf.y = top + height
}

function setCell(to: TaggedDocument, { text, strong, align, left, width }: Cell, top: number): void {
  to.pen(strong ? 'strong' : 'regular', size).text(text, left + padding.x, top + padding.y, {
    width: width - 2 * padding.x,
    lineGap: gap,
    align,
  })
}

function heightOf(to: TaggedDocument, cells: readonly Cell[]): number {
  const heights = cells.map(({ text, strong, width }) =>
    to
      .pen(strong ? 'strong' : 'regular', size)
      .heightOfString(text === '' ? ' ' : text, { width: width - 2 * padding.x, lineGap: gap }),
  )
  return Math.max(...heights) + 2 * padding.y
}

function shade(to: TaggedDocument, height: number): void {
  to.artifact('Layout', () => {
    to.pdf.rect(to.left, to.pdf.y, to.width, height).fill(STYLE.shade)
  })
}

function rule(to: TaggedDocument, y: number): void {
  to.artifact('Layout', () => {
    to.pdf
      .moveTo(to.left, y)
      .lineTo(to.left + to.width, y)
      .lineWidth(0.5)
      .stroke(STYLE.rule)
  })
}

function textOf(spans: readonly Span[]): string {
  return legible(spans.map(({ text }) => text).join(''))
}
