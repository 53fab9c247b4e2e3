import { html } from 'hono/html'
import { translateWord } from '../../../src/render/word.ts'
import type { Html } from '../../page/html.ts'
import { figureTable } from '../../page/table.ts'
import type { PageContext } from '../context.ts'
import { guardText } from './reservations.ts'

/** How it was measured: enough for somebody else to measure it again, and what the words mean. */
export function method(context: PageContext): Html {
  const { data, t, f, locale } = context
  const { summary } = data
  const { incident, snapshot, inventory, run } = summary
  const m = t.method
  const fact = (
    name: string,
    ...said: (string | Html)[]
  ) => html`<dt>${name}</dt>${said.map((text) => html`<dd>${text}</dd>`)}
`
  const guards = summary.guards_accepted.map((name) => guardText(name, context))
  const { service, kinds, from, to } = t.heads
  return html`<section>
<h2>${m.heading}</h2>
<p>${m.pledge}</p>
${figureTable({
  caption: m.services,
  heads: [service, kinds, from, to],
  rows: incident.services.map((it) => [
    it.name,
    it.kinds.map((kind) => translateWord(kind, locale)).join(', '),
    f.local(it.from),
    f.local(it.to),
  ]),
  names: 4,
})}
<dl class="method">
${fact(m.database, m.databaseAt(f.time(snapshot.taken_at), snapshot.server_version, snapshot.id))}${fact(
  m.storage,
  m.listed(f.time(inventory.from), f.time(inventory.to), f.n(inventory.objects), f.bytes(inventory.bytes)),
  ...inventory.stores.map(({ bucket, source, at }) =>
    at === null ? m.unread(bucket) : m.sources[source](bucket, f.time(at)),
  ),
)}${fact(m.verification, ...verification(context))}${fact(m.run, m.ran(f.time(run.started_at), f.time(run.finished_at)))}${fact(
  m.guards,
  ...(guards.length === 0 ? [m.noGuards] : guards),
)}${fact(m.version, summary.constat)}${fact(m.configDigest, html`<code>${run.config_digest}</code>`)}${fact(m.mappingDigest, html`<code>${run.mapping_digest}</code>`)}</dl>
<p class="note">${m.zone} (${incident.time_zone}).</p>
<h3>${m.words}</h3>
<dl class="words">
${m.glossary.map(
  ([word, meaning]) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>
`,
)}</dl>
</section>
`
}

function verification({ data, t, f, locale }: PageContext): string[] {
  const { mode, kinds } = data.summary.verification
  const [name = '', size = '0'] = mode.split(':')
  const { modes, compared } = t.method
  const said =
    name === 'sample' ? modes.sample(f.n(Number(size))) : (modes[name as 'none' | 'stored' | 'all'] ?? mode)
  return [
    said,
    ...Object.entries(kinds).map(([kind, v]) =>
      compared(translateWord(kind, locale), f.n(v.compared), f.n(v.population), f.n(v.damaged)),
    ),
  ]
}
