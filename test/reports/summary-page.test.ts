import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Summary } from '../../reports/summary/schema.ts'
import { findEarlierRuns } from '../../reports/summary-page/earlier-runs.ts'
import { figuresFor } from '../../reports/summary-page/figures.ts'
import { renderPage } from '../../reports/summary-page/page.ts'
import type { PageData } from '../../reports/summary-page/page-data.ts'
import { fixedPage, HOSTILE, hostilePage, largePage } from './made-up-page.ts'

let page: PageData
beforeAll(async () => {
  page = await fixedPage()
})

/** Texts of the page as a reader sees them. */
const visible = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

const files = (data: PageData, count: 'expected' | 'damaged' | 'lost' | 'unknown') =>
  Object.values(data.summary.kinds).reduce((sum, kind) => sum + kind.files[count], 0)

test('the headline is the loss, with its denominator', async () => {
  const text = visible(await renderPage(page, 'fr'))
  expect(text).toContain(
    `${files(page, 'lost')} fichiers sont perdus, sur ${files(page, 'expected')} attendus`,
  )
})

test.each([
  ['nothing lost', { lost: 0, recoverable: 9, damaged: 9 }, 'Aucun fichier n’est perdu.'],
  [
    'a source of copies was silent',
    { lost: 0, recovery_unknown: 9, damaged: 9 },
    'Aucune perte n’est établie.',
  ],
  [
    'nothing damaged',
    { lost: 0, damaged: 0, unknown: 1 },
    'Aucun fichier touché, sur 50 attendus. L’état de 1 fichier n’',
  ],
  [
    'nothing expected',
    { expected: 0, lost: 0, damaged: 0 },
    'Aucun fichier n’est attendu dans ce périmètre.',
  ],
  ['one lost', { lost: 1, damaged: 1 }, '1 fichier est perdu, sur 50 attendus (2,0 %).'],
])('%s', async (_, counts, said) => {
  const kind = page.summary.kinds['dce']
  if (kind === undefined) throw new Error('the fixed run has a DCE')
  const none = { expected: 50, damaged: 0, lost: 0, recoverable: 0, recovery_unknown: 0, unknown: 0 }
  const kinds = { dce: { ...kind, years: {}, files: { ...kind.files, ...none, ...counts } } }
  const data = { ...page, summary: { ...page.summary, kinds } }
  expect(visible(await renderPage(data, 'fr'))).toContain(said)
})

test('all figures of the collectivities are in its list, and no row is left out', async () => {
  const html = await renderPage(largePage(page), 'fr')
  expect(html.match(/<tr><th scope="row">[^<]+Étang-\d{4}<\/th>/g)).toHaveLength(2300)
})

test('nothing of the data is markup: every text of it is escaped, in the pictures too', async () => {
  const html = await renderPage(hostilePage(page), 'fr')
  expect(html).not.toContain(HOSTILE)
  expect(html).not.toContain('<img')
  expect(html.match(/<script>/g)).toHaveLength(1)
  expect(html.match(/onerror=/g)?.length).toBe(html.match(/onerror=&quot;/g)?.length)
  // A text that looks like what is taken out of the pictures is a text.
  expect(html).toContain('zr0-p0 class=&quot;x&quot; style=&quot;color:red&quot;')
})

test('nobody is named: neither contact nor bidder nor file', async () => {
  for (const locale of ['fr', 'en'] as const) {
    const html = await renderPage(page, locale)
    for (const person of ['Zoé', 'zoe@', 'contact@', '+33', 'Martin', 'Secret SARL', 'mémoire', 'kbis'])
      expect(html).not.toContain(person)
  }
})

test('nothing is loaded, and only its own style and script are allowed', async () => {
  const html = await renderPage(page, 'fr')
  expect(html).toMatch(
    /default-src &#39;none&#39;; style-src &#39;sha256-[^;]+&#39;; script-src &#39;sha256-/,
  )
  expect(html).not.toContain('unsafe')
  expect(html.match(/ style="/g)).toBeNull()
  const addresses = [...html.matchAll(/(?:href|src|url\()=?["(]?([^"')\s>]+)/g)].map(([, address]) => address)
  expect(addresses.filter((address) => !address?.startsWith('#'))).toEqual([])
})

test('each picture has its table, and its words for those who do not see it', async () => {
  const html = await renderPage(largePage(page), 'fr')
  for (const picture of html.match(/<svg[\s\S]*?<\/svg>/g) ?? []) {
    expect(picture).toMatch(
      /role="img" aria-labelledby="(\S+) (\S+)"><title id="\1">[^<]+<\/title><desc id="\2">[^<]+/,
    )
  }
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids).toEqual([...new Set(ids)])
})

describe('figures', () => {
  const f = figuresFor('fr', 'Europe/Paris')
  test.each([
    [f.n(1234567), '1\u202f234\u202f567'],
    [f.percent(1, 8).replace('\u202f', '\u00a0'), '12,5\u00a0%'],
    [f.percent(0, 8).replace('\u202f', '\u00a0'), '0\u00a0%'],
    [f.percent(1, 10_000).replace('\u202f', '\u00a0'), '<\u00a00,1\u00a0%'],
    [f.percent(9_999, 10_000).replace('\u202f', '\u00a0'), '>\u00a099,9\u00a0%'],
    [f.percent(8, 8).replace('\u202f', '\u00a0'), '100,0\u00a0%'],
    [f.percent(0, 0), '–'],
    [f.time('2023-07-27T22:30:00Z'), '28/07/2023 00:30'],
    [f.local('2023-07-27T10:30'), '27/07/2023 10:30'],
    [f.date('2023-07-27'), '27/07/2023'],
    [figuresFor('en', 'UTC').percent(1, 8), '12.5%'],
  ])('%s', (written, expected) => {
    expect(written).toBe(expected)
  })
})

describe('the trend', () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-trend-'))
  const put = (name: string, change: (summary: Summary) => void, text?: string) => {
    const summary = structuredClone(page.summary)
    summary.run.started_at = '2023-08-01T00:00:00.000Z'
    change(summary)
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'summary.json'), text ?? JSON.stringify(summary))
  }

  test('takes the earlier runs beside it of the same incident, scope and stores, in their order', () => {
    put('second', ({ run }) => {
      run.started_at = '2023-08-02T00:00:00.000Z'
      run.mapping_digest = 'mended'
    })
    put('first', () => {})
    put('later', ({ run }) => {
      run.started_at = '2023-09-01T00:00:00.000Z'
    })
    put('another incident', ({ incident }) => {
      incident.name = 'Inondation'
    })
    put('another scope', ({ scope }) => {
      scope.years = [2023]
    })
    put('another store', ({ inventory }) => {
      for (const store of inventory.stores) store.bucket = 'elsewhere'
    })
    put('cut short', () => {}, '{"run":')
    put('no summary', () => {}, '{}')
    const { runs, leftOut } = findEarlierRuns(join(folder, 'this'), page.summary)
    expect(runs.map(({ run }) => run.started_at)).toEqual([
      '2023-08-01T00:00:00.000Z',
      '2023-08-02T00:00:00.000Z',
    ])
    expect(leftOut).toBe(2)
  })

  test('is on the page once there are two runs, and says when the mapping changed', async () => {
    expect(await renderPage(page, 'fr')).not.toContain('id="trend-')
    const earlier = findEarlierRuns(join(folder, 'this'), page.summary)
    const text = visible(await renderPage({ ...page, earlier }, 'fr'))
    expect(text).toContain('Est-ce que la situation s’améliore ?')
    expect(text).toContain('Les requêtes qui lisent la base ont changé')
    expect(text).toContain('d’un autre stockage : 2.')
  })
})

test('its script is the file that is checked, and nothing else', async () => {
  const script = readFileSync('reports/summary-page/list.js', 'utf8')
  expect(await renderPage(page, 'fr')).toContain(`<script>${script}</script>`)
  expect(script).not.toMatch(/innerHTML|eval|fetch|import/)
})
