import { html } from 'hono/html'
import type { Html } from '../../page/html.ts'
import type { PageContext } from '../context.ts'
import type { Collectivity } from '../page-data.ts'

const COUNTS = [
  'consultations',
  'expected',
  'missing',
  'altered',
  'damaged',
  'lost',
  'recoverable',
  'unknown',
] as const

/** Every collectivity with a damaged or unknown file; `list.js` lets it be sorted and filtered where scripts run. */
export function list({ data, t, f }: PageContext): Html {
  const { collectivities } = data
  if (collectivities.length === 0) return html``
  const departments = [...new Set(collectivities.flatMap(({ department }) => department ?? []))].toSorted()
  const row = (
    it: Collectivity,
  ) => html`<tr><th scope="row">${it.name}</th><td>${it.department ?? ''}</td>${COUNTS.map(
    (count) => html`<td class="figure" data-value="${it[count]}">${f.n(it[count])}</td>`,
  )}<td class="figure" data-value="${it.expected === 0 ? 0 : it.damaged / it.expected}">${f.percent(it.damaged, it.expected)}</td></tr>
`
  return html`<section class="annex" id="collectivities">
<h2>${t.list.heading}</h2>
<p>${t.list.intro(f.n(collectivities.length))}</p>
<form class="controls" hidden>
<p><label for="list-name">${t.list.filter}</label> <input id="list-name" type="search" autocomplete="off"></p>
<p><label for="list-department">${t.list.department}</label> <select id="list-department"><option value="">${t.list.everyDepartment}</option>${departments.map(
    (department) => html`<option>${department}</option>`,
  )}</select></p>
<p role="status"><span id="list-shown">${f.n(collectivities.length)}</span> ${t.list.shown} ${f.n(collectivities.length)}</p>
</form>
<div class="scroll" tabindex="0" role="region" aria-label="${t.list.caption}"><table id="list" data-sort="${t.list.sort}">
<caption>${t.list.caption}</caption>
<thead><tr><th scope="col">${t.heads.collectivity}</th><th scope="col">${t.heads.department}</th>${COUNTS.map(
    (count) => html`<th scope="col" class="figure">${t.heads[count]}</th>`,
  )}<th scope="col" class="figure">${t.heads.damagedRate}</th></tr></thead>
<tbody>
${collectivities.map(row)}</tbody></table></div>
</section>
`
}
