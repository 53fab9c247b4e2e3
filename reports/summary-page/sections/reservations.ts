import { html } from 'hono/html'
import { translateWord } from '../../../src/render/word.ts'
import type { GuardName } from '../../../src/vocabulary/state.ts'
import type { Html } from '../../page/html.ts'
import { allFiles } from '../all-files.ts'
import type { PageContext } from '../context.ts'

/** What makes the figures less than certain: on the first page, or not at all. */
export function reservations(context: PageContext): Html {
  const { data, t, f } = context
  const { guards_accepted, inventory } = data.summary
  const files = allFiles(data.summary)
  const ceiling = f.percent(files.missing + files.unknown, files.expected)
  const said = [
    ...(guards_accepted.length === 0
      ? []
      : [
          html`${t.reservations.guards} ${guards_accepted.map((name) => guardText(name, context)).join(', ')}.`,
        ]),
    ...(files.unknown === 0 ? [] : [t.reservations.unknownFiles(f.counted(files.unknown, t.files), ceiling)]),
    ...(files.recovery_unknown === 0
      ? []
      : [t.reservations.unknownRecovery(f.counted(files.recovery_unknown, t.files))]),
    ...(inventory.unfinished === 0
      ? []
      : [t.reservations.unfinished(f.n(inventory.unfinished), f.n(inventory.ranges))]),
  ]
  if (said.length === 0) return html``
  return html`<section class="reservations">
<h2>${t.reservations.title}</h2>
<ul>${said.map((text) => html`<li>${text}</li>`)}</ul>
</section>
`
}

/** What an accepted guard had found, with its name as `--accept-guard` takes it. */
export function guardText(accepted: string, { t, locale }: Pick<PageContext, 't' | 'locale'>): string {
  const [name = '', ...instance] = accepted.split(':')
  const about = instance.length === 0 ? '' : `, ${translateWord(instance.join(':'), locale)}`
  return `${t.reservations.guard[name as GuardName] ?? name}${about} (${accepted})`
}
