import { html } from 'hono/html'
import type { Html } from './html.ts'

export type Cell = string | Html
export type FigureTable = {
  caption: string
  heads: string[]
  rows: Cell[][]
  /** How many columns at the left say what a row is about; the others are figures. */
  names: number
  /** Rows that sum others up. */
  sums?: ReadonlySet<number>
}

/** A table of figures that scrolls within itself where the screen is narrow. */
export function figureTable({ caption, heads, rows, names, sums }: FigureTable): Html {
  const cell = (value: Cell, i: number) =>
    i === 0
      ? html`<th scope="row">${value}</th>`
      : i < names
        ? html`<td>${value}</td>`
        : html`<td class="figure">${value}</td>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head, i) => html`<th scope="col"${i < names ? '' : html` class="figure"`}>${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row, i) => html`<tr${sums?.has(i) ? html` class="sum"` : ''}>${row.map(cell)}</tr>
`,
)}</tbody></table></div>`
}
