import type { Block, Span } from './block.ts'
import { legible } from './legible.ts'
import { STYLE } from './page.ts'
import type { TaggedDocument } from './tagged-document.ts'

type TextStyle = { size: number; gap: number; after: number }

/** Sets a heading, and keeps it with what follows. */
export function setHeading(to: TaggedDocument, { level, spans }: Extract<Block, { type: 'heading' }>): void {
  const size = STYLE.headings[level]
  to.keep(size * 5)
  if (level > 1 && to.pdf.y > to.pdf.page.margins.top) to.pdf.y += 6
  const text = legible(spans.map((span) => span.text).join(''))
  to.root.add(
    to.pdf.struct(`H${level}`, {}, () => {
      to.pen('strong', size, STYLE.accent).text(text, to.left, to.pdf.y, { width: to.width })
    }),
  )
  to.pdf.y += level === 1 ? 4 : 3
}

/** Sets a paragraph; one that does not fit goes on on the next page. */
export function setParagraph(
  to: TaggedDocument,
  { spans }: Extract<Block, { type: 'paragraph' }>,
  style: TextStyle = STYLE.body,
): void {
  to.keep(2 * (style.size + style.gap))
  to.root.add(to.pdf.struct('P', {}, () => setSpans(to, spans, to.left, to.width, style)))
  to.pdf.y += style.after
}

export function setList(to: TaggedDocument, { items }: Extract<Block, { type: 'list' }>): void {
  const { size, gap } = STYLE.body
  const list = to.pdf.struct('L')
  to.root.add(list)
  for (const spans of items) {
    to.keep(2 * (size + gap))
    const top = to.pdf.y
    const item = to.pdf.struct('LI')
    list.add(item)
    item.add(to.pdf.struct('Lbl', {}, () => void to.pen('regular', size).text('–', to.left + 4, top)))
    item.add(
      to.pdf.struct('LBody', {}, () => setSpans(to, spans, to.left + 16, to.width - 16, STYLE.body, top)),
    )
    item.end()
    to.pdf.y += 2
  }
  list.end()
  to.pdf.y += STYLE.body.after - 2
}

/** Sets text in which the weight may change. */
function setSpans(
  to: TaggedDocument,
  spans: readonly Span[],
  left: number,
  width: number,
  { size, gap }: TextStyle,
  top = to.pdf.y,
): void {
  spans.forEach(({ text, strong }, i) => {
    const pen = to.pen(strong ? 'strong' : 'regular', size)
    const options = { width, lineGap: gap, continued: i < spans.length - 1 }
    if (i === 0) pen.text(legible(text), left, top, options)
    else pen.text(legible(text), options)
  })
}
