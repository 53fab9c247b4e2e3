import { readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { html } from 'hono/html'
import type { Locale } from '../../src/render/column.ts'
import { writeWhole } from '../../src/render/whole-file.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { renderDocument } from '../page/document.ts'
import type { Html } from '../page/html.ts'
import { figureTable } from '../page/table.ts'
import type { TableReport } from '../report.ts'
import type { Summary } from '../summary/schema.ts'
import { type Figures, figuresFor } from '../summary-page/figures.ts'
import { DOCUMENTS } from './documents.ts'
import { french } from './french.ts'
import { type CatalogueTexts, catalogueTexts } from './texts.ts'

const CATALOGUE = 'index.html'

/**
 * Writes what each file of a run is, for whom, and how many rows it has. What the reports are, they say themselves; what
 * lies in the folder besides them is listed too, so that nothing in it goes unmentioned.
 *
 * @param reports those made of rows of the run store
 * @param comparisons those made of several runs, whose rows the run store does not have
 */
export async function writeCatalogue(
  store: RunStore,
  folder: string,
  locale: Locale,
  summary: Summary,
  reports: readonly TableReport[],
  comparisons: readonly TableReport[],
): Promise<void> {
  const t = catalogueTexts[locale]
  const f = figuresFor(locale, summary.incident.time_zone)
  const there = readdirSync(folder).filter((name) => name !== CATALOGUE)
  const documents = DOCUMENTS.flatMap(({ readers, says, files }) => {
    const found = there.filter((name) => files.test(name))
    return found.length === 0 ? [] : [{ found, cells: [links(found), t.readers(readers), says[locale], ''] }]
  })
  const tables = await Promise.all(
    [...reports, ...comparisons].map(async (report) => {
      const { name, readers, says } = report
      const found = FORMATS.map((ending) => `${name}.${ending}`).filter((file) => there.includes(file))
      if (found.length === 0) return []
      const said = locale === 'fr' ? (french[name] ?? html`<span lang="en">${says}</span>`) : plain(says)
      const rows = comparisons.includes(report)
        ? ''
        : f.n(await store.count(readFileSync(report.rows, 'utf8')))
      return [{ found, cells: [links(found), t.readers(readers), said, rows] }]
    }),
  )
  const described = [...documents, ...tables.flat()]
  const others = there.filter((name) => !described.some(({ found }) => found.includes(name)))
  const page = await renderDocument({
    locale,
    title: `${t.heading} – ${summary.incident.name}`,
    version: summary.constat,
    body: html`<header>
<p class="issuer">${summary.incident.issuer}</p>
<h1>${t.heading}</h1>
<p class="as-of"><strong>${summary.incident.name}</strong> <span>${t.asOf(f.time(summary.run.finished_at))}</span></p>
</header>
<main>
${figureTable({ caption: t.caption, heads: [t.file, t.forWhom, t.what, t.rows], rows: described.map(({ cells }) => cells), names: 3 })}
${others.length === 0 ? '' : otherFiles(folder, others, t, f)}
<p class="note">${t.care}</p>
</main>`,
  })
  await writeWhole(join(folder, CATALOGUE), (path) => writeFile(path, page, { mode: 0o600 }))
}

const FORMATS = ['csv', 'xlsx', 'parquet']

function links(files: string[]): Html {
  return html`${files.map((file, i) => html`${i === 0 ? '' : html`<br>`}<a href="./${encodeURIComponent(file)}">${file}</a>`)}`
}

function otherFiles(folder: string, names: string[], t: CatalogueTexts, f: Figures): Html {
  const size = (name: string) => {
    const path = join(folder, name)
    const of = statSync(path)
    return of.isDirectory() ? t.inside(f.n(readdirSync(path).length)) : f.bytes(of.size)
  }
  return html`<h2>${t.others}</h2>
${figureTable({ caption: t.othersCaption, heads: [t.file, t.size], rows: names.map((name) => [links([name]), size(name)]), names: 1 })}`
}

/** What a report says of itself is written for docs/reports.md. */
function plain(says: string): string {
  return says.replaceAll('`', '')
}
