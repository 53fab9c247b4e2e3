import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { Locale } from '../../src/render/column.ts'
import type { Html } from './html.ts'

const STYLE = readFileSync(new URL('./page.css', import.meta.url), 'utf8')

export type PageDocument = {
  locale: Locale
  title: string
  /** The version of constat that made it. */
  version: string
  body: Html
  /** Trusted text of a script that the page is whole without. */
  script?: string
}

/** @returns a whole HTML document that loads nothing */
export async function renderDocument({
  locale,
  title,
  version,
  body,
  script,
}: PageDocument): Promise<string> {
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="constat ${version}">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${body}
${
  script === undefined
    ? ''
    : html`<script>${raw(script)}</script>
`
}</body>
</html>
`
  return String(await page)
}

/** Nothing may be loaded, sent or framed; of styles and scripts only these. */
function policy(script: string | undefined): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return [
    `default-src 'none'`,
    `style-src ${digest(STYLE)}`,
    `script-src ${script === undefined ? `'none'` : digest(script)}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
}
