import { html } from 'hono/html'
import type { Html } from '../../page/html.ts'
import { figureTable } from '../../page/table.ts'
import type { PageContext } from '../context.ts'
import { drawPicture } from '../pictures/draw.ts'
import { trendPicture } from '../pictures/trend.ts'
import { trendOf } from '../trend.ts'

/** How it went from run to run; nothing on the first one. */
export function trend(context: PageContext): Html {
  const { data, t, f } = context
  const runs = trendOf(data)
  const [before, now] = [runs.at(-2), runs.at(-1)]
  if (before === undefined || now === undefined) return html``
  const mappings = new Set([...data.earlier.runs, data.summary].map(({ run }) => run.mapping_digest))
  const { run, expected, damaged, damagedRate, lost, recoverable, unknown } = t.heads
  return html`<section>
<h2>${t.trend.heading}</h2>
<p>${t.trend.sentence(f.n(before.files.damaged), f.n(now.files.damaged), f.time(before.at))}</p>
<h3>${t.trend.title}</h3>
${drawPicture(trendPicture(context))}
${figureTable({
  caption: t.trend.caption,
  heads: [run, expected, damaged, damagedRate, lost, recoverable, unknown],
  rows: runs.map(({ at, files }) => [
    f.time(at),
    f.n(files.expected),
    f.n(files.damaged),
    f.percent(files.damaged, files.expected),
    f.n(files.lost),
    f.n(files.recoverable),
    f.n(files.unknown),
  ]),
  names: 1,
})}
${data.earlier.leftOut > 0 ? html`<p class="note">${t.trend.leftOut(f.n(data.earlier.leftOut))}</p>` : ''}
${mappings.size > 1 ? html`<p class="note">${t.trend.mapping}</p>` : ''}
</section>
`
}
