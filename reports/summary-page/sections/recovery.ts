import { html } from 'hono/html'
import type { Html } from '../../page/html.ts'
import { figureTable } from '../../page/table.ts'
import type { PageContext } from '../context.ts'
import { drawPicture } from '../pictures/draw.ts'
import { recoveryPicture } from '../pictures/recovery.ts'

/** What of the damaged files can be got back, and from where. */
export function recovery(context: PageContext): Html {
  const { data, t, f } = context
  const kinds = [...Map.groupBy(data.recovery, ({ kind }) => kind)]
  const rows = kinds.flatMap(([kind, ways]) => {
    const damaged = ways.reduce((sum, { files }) => sum + files, 0)
    const name = f.word(kind)
    return [
      ...ways.map(({ recovery, files }) => ({
        sum: false,
        cells: [name, f.word(recovery), f.n(files), f.percent(files, damaged)],
      })),
      { sum: true, cells: [name, t.recovery.whole, f.n(damaged), f.percent(damaged, damaged)] },
    ]
  })
  const { kind, way, files, share } = t.heads
  return html`<section>
<h2>${t.recovery.heading}</h2>
${
  rows.length === 0
    ? html`<p>${t.recovery.nothing}</p>`
    : html`<h3>${t.recovery.title}</h3>
${drawPicture(recoveryPicture(context))}
${figureTable({
  caption: t.recovery.caption,
  heads: [kind, way, files, share],
  rows: rows.map(({ cells }) => cells),
  names: 2,
  sums: new Set(rows.flatMap(({ sum }, i) => (sum ? [i] : []))),
})}`
}
</section>
`
}
