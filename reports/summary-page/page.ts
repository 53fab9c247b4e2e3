import { readFileSync } from 'node:fs'
import { html } from 'hono/html'
import type { Locale } from '../../src/render/column.ts'
import { renderDocument } from '../page/document.ts'
import type { PageContext } from './context.ts'
import { figuresFor } from './figures.ts'
import type { PageData } from './page-data.ts'
import { figures } from './sections/figures.ts'
import { head } from './sections/head.ts'
import { list } from './sections/list.ts'
import { method } from './sections/method.ts'
import { recovery } from './sections/recovery.ts'
import { reservations } from './sections/reservations.ts'
import { trend } from './sections/trend.ts'
import { unknowns } from './sections/unknowns.ts'
import { when } from './sections/when.ts'
import { worst } from './sections/worst.ts'
import type { PageTexts } from './texts.ts'
import { english } from './texts-en.ts'
import { french } from './texts-fr.ts'

const pageTexts: Record<Locale, PageTexts> = { fr: french, en: english }

/**
 * The manager's page: what was lost, whose, since when, what can be got back, what is not known, and how it was
 * measured. One file that loads nothing; its script only sorts and filters a list that is whole without it.
 *
 * @returns an HTML document in which everything that came from data is escaped
 */
export async function renderPage(data: PageData, locale: Locale): Promise<string> {
  const { summary } = data
  const t = pageTexts[locale]
  const context: PageContext = { data, locale, t, f: figuresFor(locale, summary.incident.time_zone) }
  return await renderDocument({
    locale,
    title: `${t.document} – ${summary.incident.name}`,
    version: summary.constat,
    body: html`${head(context)}${reservations(context)}${figures(context)}${trend(context)}${recovery(context)}${worst(context)}${when(context)}${unknowns(context)}${method(context)}${list(context)}</main>`,
    script: readFileSync(new URL('./list.js', import.meta.url), 'utf8'),
  })
}
