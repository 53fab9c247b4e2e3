import { html } from 'hono/html'
import { translateWord } from '../../../src/render/word.ts'
import type { Html } from '../../page/html.ts'
import { figureTable } from '../../page/table.ts'
import type { PageContext } from '../context.ts'

/** What is not known and why, and what else the reader should know of the data. */
export function unknowns({ data, t, f, locale }: PageContext): Html {
  const { summary } = data
  const byRule = Object.values(summary.kinds).reduce((sum, { objects }) => sum + objects.by_rule, 0)
  const changed = Object.values(summary.changes).reduce((sum, rows) => sum + rows, 0)
  const also = [
    [t.unknowns.byRule, byRule],
    [t.unknowns.archived, summary.archived],
    [t.unknowns.changed, changed],
    [t.unknowns.orphans, summary.orphans],
    [t.unknowns.anomalies, summary.anomalies],
  ] as const
  const { kind, reason, files } = t.heads
  return html`<section>
<h2>${t.unknowns.heading}</h2>
${
  data.unknown.length === 0
    ? html`<p>${t.unknowns.none}</p>`
    : html`<p>${t.unknowns.ceiling}</p>
${figureTable({
  caption: t.unknowns.caption,
  heads: [kind, reason, files],
  rows: data.unknown.map((row) => [f.word(row.kind), why(row.reason), f.n(row.files)]),
  names: 2,
})}`
}
<h3>${t.unknowns.also}</h3>
<dl class="facts">${also.map(
    ([label, n]) => html`<dt>${label}</dt><dd>${f.n(n)}</dd>
`,
  )}</dl>
</section>
`

  function why(reason: string): string {
    return t.unknowns.reason[reason as keyof typeof t.unknowns.reason] ?? translateWord(reason, locale)
  }
}
