import { html } from 'hono/html'
import type { Html } from '../../page/html.ts'
import { figureTable } from '../../page/table.ts'
import { periodOf, placeOf } from '../../summary/terminal-shape.ts'
import type { PageContext } from '../context.ts'
import { drawPicture } from '../pictures/draw.ts'
import { weeksPicture } from '../pictures/weeks.ts'

/** When what is damaged was deposited, and where in storage it lay. */
export function when(context: PageContext): Html {
  const { data, t, f } = context
  const dated = data.weeks.filter(({ week }) => week !== null)
  const undated = data.weeks.filter(({ week }) => week === null)
  const sum = (rows: typeof undated, count: 'damaged' | 'expected') =>
    f.n(rows.reduce((total, row) => total + row[count], 0))
  const { kind, week, expected, damaged, damagedRate, lost } = t.heads
  if (dated.length === 0) return html``
  return html`<section>
<h2>${t.weeks.heading}</h2>
<h3>${t.weeks.title}</h3>
${drawPicture(weeksPicture(context))}
${undated.length === 0 ? '' : html`<p class="note">${t.weeks.undated(sum(undated, 'damaged'), sum(undated, 'expected'))}</p>`}
<details><summary>${t.weeks.table}</summary>
${figureTable({
  caption: t.weeks.title,
  heads: [kind, week, expected, damaged, damagedRate, lost],
  rows: dated.map((row) => [
    f.word(row.kind),
    f.date(row.week ?? ''),
    f.n(row.expected),
    f.n(row.damaged),
    f.percent(row.damaged, row.expected),
    f.n(row.lost),
  ]),
  names: 2,
})}
</details>
<h3>${t.clusters.heading}</h3>
${clusters(context)}
</section>
`
}

function clusters({ data, t, f, locale }: PageContext): Html {
  const rows = Object.entries(data.summary.shape).flatMap(([kind, { clusters }]) =>
    clusters.map((cluster) => [
      f.word(kind),
      placeOf(cluster, locale),
      periodOf(cluster, locale),
      t.clusters.of(f.n(cluster.damaged), f.n(cluster.expected)),
      f.percent(cluster.share ?? 0, 1),
    ]),
  )
  if (rows.length === 0) return html`<p>${t.clusters.none}</p>`
  const { kind, place, period, objects, share } = t.heads
  return figureTable({
    caption: t.clusters.caption,
    heads: [kind, place, period, objects, share],
    rows,
    names: 3,
  })
}
