import { html } from 'hono/html'
import { translateWord } from '../../../src/render/word.ts'
import type { Html } from '../../page/html.ts'
import { figureTable } from '../../page/table.ts'
import type { Totals } from '../../summary/schema.ts'
import type { PageContext } from '../context.ts'
import { drawPicture } from '../pictures/draw.ts'
import { ratesPicture } from '../pictures/rates.ts'

/** How much, by kind and year, and who is affected. */
export function figures(context: PageContext): Html {
  const { data, t, f, locale } = context
  const { kinds, collectivities, consultations, buyers } = data.summary
  const line = (name: string, files: Totals) => [
    name,
    f.n(files.expected),
    f.n(files.missing),
    f.n(files.altered),
    f.n(files.damaged),
    f.percent(files.damaged, files.expected),
    f.n(files.lost),
    f.percent(files.lost, files.expected),
    f.n(files.recoverable),
    f.n(files.unknown),
  ]
  const rows = Object.entries(kinds).flatMap(([kind, { files, years }]) => [
    ...Object.entries(years).map(([year, of]) => ({
      sum: false,
      cells: line(`${f.word(kind)}, ${translateWord(year, locale)}`, of.files),
    })),
    { sum: true, cells: line(`${f.word(kind)}, ${t.figures.all}`, files) },
  ])
  const {
    kindAndYear,
    expected,
    missing,
    altered,
    damaged,
    damagedRate,
    lost,
    lostRate,
    recoverable,
    unknown,
  } = t.heads
  return html`<section>
<h2>${t.affected.title}</h2>
<dl class="facts pairs">
<div><dt>${t.affected.collectivities}</dt><dd>${t.affected.of(f.n(collectivities.affected), f.n(collectivities.known))}</dd></div>
<div><dt>${t.affected.consultations}</dt><dd>${t.affected.of(f.n(consultations.affected), f.n(consultations.known))}</dd></div>
<div><dt>${t.affected.buyers}</dt><dd>${f.n(buyers.affected)}</dd></div>
<div><dt>${t.affected.withoutContact}</dt><dd>${f.n(buyers.without_contact)}</dd></div>
</dl>
</section>
<section>
<h2>${t.figures.title}</h2>
${Object.keys(kinds).length === 0 ? '' : drawPicture(ratesPicture(context))}
${figureTable({
  caption: t.figures.caption,
  heads: [
    kindAndYear,
    expected,
    missing,
    altered,
    damaged,
    damagedRate,
    lost,
    lostRate,
    recoverable,
    unknown,
  ],
  rows: rows.map(({ cells }) => cells),
  names: 1,
  sums: new Set(rows.flatMap(({ sum }, i) => (sum ? [i] : []))),
})}
</section>
`
}
