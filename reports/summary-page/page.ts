import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { Locale } from '../../src/render/column.ts'
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

const beside = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/**
 * The manager's page: what was lost, whose, since when, what can be got back, what is not known, and how it was
 * measured. One file that loads nothing; its script only sorts and filters a list that is whole without it.
 *
 * @returns an HTML document in which everything that came from data is escaped
 */
export async function renderPage(data: PageData, locale: Locale): Promise<string> {
  const t = pageTexts[locale]
  const context: PageContext = { data, locale, t, f: figuresFor(locale, data.summary.incident.time_zone) }
  const [style, script] = [beside('page.css'), beside('list.js')]
  const page = html`<!doctype html>
<html lang="${t.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="constat ${data.summary.constat}">
<title>${t.document} – ${data.summary.incident.name}</title>
<style>${raw(style)}</style>
</head>
<body>
${head(context)}${reservations(context)}${figures(context)}${trend(context)}${recovery(context)}${worst(context)}${when(context)}${unknowns(context)}${method(context)}${list(context)}</main>
<script>${raw(script)}</script>
</body>
</html>
`
  return String(await page)
}

/** Nothing may be loaded, sent or framed; of styles and scripts only these two. */
function policy(style: string, script: string): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return [
    `default-src 'none'`,
    `style-src ${digest(style)}`,
    `script-src ${digest(script)}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
}
