import { html } from 'hono/html'
import type { Html } from '../../page/html.ts'
import type { PageContext } from '../context.ts'
import { collectivitiesPicture } from '../pictures/collectivities.ts'
import { drawPicture } from '../pictures/draw.ts'

/** The collectivities that have most damaged files. */
export function worst(context: PageContext): Html {
  const { data, t } = context
  if (data.collectivities.every(({ damaged }) => damaged === 0)) return html``
  return html`<section>
<h2>${t.worst.heading}</h2>
<h3>${t.worst.title}</h3>
${drawPicture(collectivitiesPicture(context))}
<p class="note"><a href="#collectivities">${t.worst.table}</a></p>
</section>
`
}
