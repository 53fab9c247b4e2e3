import { html } from 'hono/html'
import { translateWord } from '../../../src/render/word.ts'
import type { Html } from '../../page/html.ts'
import { summaryTexts } from '../../summary/texts.ts'
import { allFiles } from '../all-files.ts'
import type { PageContext } from '../context.ts'

/** What the page is about, and its answer in one sentence and four figures. */
export function head(context: PageContext): Html {
  const { data, t, f } = context
  const { incident, run } = data.summary
  const files = allFiles(data.summary)
  const tile = (
    name: keyof PageContext['t']['tiles'],
    rate: string,
    explained: string,
  ) => html`<div class="tile ${name}">
<dt>${t.tiles[name]}</dt>
<dd><strong>${f.n(files[name])}</strong> <span>${rate}</span> <small>${explained}</small></dd>
</div>
`
  const ofExpected = (part: number) =>
    t.explained.ofExpected(f.percent(part, files.expected), f.n(files.expected))
  const ofDamaged = (part: number) =>
    t.explained.ofDamaged(f.percent(part, files.damaged), f.n(files.damaged))
  return html`<header>
<p class="issuer">${incident.issuer}</p>
<h1>${incident.name}</h1>
<p class="as-of"><strong>${t.asOf(f.time(run.finished_at))}</strong> <span>${scope(context)}</span></p>
</header>
<main>
<section class="answer" aria-label="${t.document}">
<p class="headline">${headline(context)}</p>
<dl class="tiles">
${tile('damaged', ofExpected(files.damaged), t.explained.damaged(f.n(files.missing), f.n(files.altered)))}${tile('lost', ofExpected(files.lost), t.explained.lost)}${tile('recoverable', ofDamaged(files.recoverable), t.explained.recoverable)}${tile('unknown', ofExpected(files.unknown), t.explained.unknown)}</dl>
</section>
`
}

function headline({ data, t, f }: PageContext): string {
  const files = allFiles(data.summary)
  const unknown = files.unknown === 0 ? '' : ` ${t.unsettledToo(f.counted(files.unknown, t.files))}`
  const expected = f.n(files.expected)
  if (files.expected === 0) return t.headline.nothingExpected
  if (files.lost > 0)
    return t.headline.lost(
      files.lost,
      expected,
      f.percent(files.lost, files.expected),
      f.counted(files.lost, t.files),
    )
  if (files.damaged === 0) return t.headline.whole(expected) + unknown
  return files.recovery_unknown > 0
    ? t.headline.noneEstablished(f.n(files.damaged), expected, f.n(files.recovery_unknown))
    : t.headline.noneLost(f.n(files.damaged), expected) + unknown
}

function scope({ data, t, locale }: PageContext): string {
  const { scope, kinds } = data.summary
  const yearOf = summaryTexts[locale].yearOf[scope.year_of] ?? scope.year_of
  const years = scope.years.length === 0 ? t.allYears : t.and.format(scope.years.map(String))
  return t.scope(
    `${years} (${yearOf})`,
    Object.keys(kinds)
      .map((kind) => translateWord(kind, locale))
      .join(', '),
  )
}
