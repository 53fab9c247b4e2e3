import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeReports } from '../../reports/index.ts'
import { renderPage } from '../../reports/summary-page/page.ts'
import { silentJournal } from '../../src/vocabulary/journal.ts'
import { fixedRun } from '../reports/fixed-run.ts'
import { fixedPage, hostilePage, largePage } from '../reports/made-up-page.ts'
import { startChromium, visit } from './chromium.ts'

/** The pages of a run in a browser, the manager's as it is, on a large estate, and made of texts that would run if they could. */

const PAGES = ['fixed', 'large', 'hostile', 'english', 'catalogue'] as const
const folder = mkdtempSync(join(tmpdir(), 'constat-browser-'))
const fileOf = (name: (typeof PAGES)[number]) => join(folder, `${name}.html`)
/** Pictures to look at. */
const SCREENS = resolve('out/browser')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
  const page = await fixedPage()
  writeFileSync(fileOf('fixed'), await renderPage(page, 'fr'))
  writeFileSync(fileOf('large'), await renderPage(largePage(page), 'fr'))
  writeFileSync(fileOf('hostile'), await renderPage(hostilePage(page), 'fr'))
  writeFileSync(fileOf('english'), await renderPage(largePage(page), 'en'))
  const run = mkdtempSync(join(tmpdir(), 'constat-browser-run-'))
  const store = await fixedRun()
  await writeReports(store, run, { locale: 'fr', csv: 'office' }, silentJournal)
  await store.close()
  copyFileSync(join(run, 'index.html'), fileOf('catalogue'))
  mkdirSync(SCREENS, { recursive: true })
})
afterAll(() => browser?.close())

describe.each(PAGES)('%s', (name) => {
  test.each([1280, 400])('at %i pixels: a quiet console, no request, nothing sticks out', async (width) => {
    const { page, said, asked } = await visit(browser, fileOf(name), width)
    expect(said).toEqual([])
    expect(asked).toEqual([`file://${fileOf(name)}`])
    expect(await page.evaluate('window.hostile')).toBeUndefined()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    if (name !== 'catalogue') expect(await page.locator('svg:visible').count()).toBeGreaterThanOrEqual(4)
    const height = Math.min(6000, Number(await page.evaluate('document.documentElement.scrollHeight')))
    const clip = { x: 0, y: 0, width, height }
    await page.screenshot({ path: join(SCREENS, `${name}-${width}.png`), fullPage: true, clip })
    await page.close()
  })

  test('axe finds nothing against WCAG 2.1 AA', async () => {
    const { page } = await visit(browser, fileOf(name), 1280)
    // Thousands of rows that are all alike take axe minutes.
    await page.evaluate(
      `for (const row of document.querySelectorAll('tbody tr:nth-child(n + 100)')) row.remove()`,
    )
    await page.evaluate(AXE)
    const { violations } = (await page.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })`,
    )) as axe.AxeResults
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    await page.close()
  })

  test('prints on A4, and nothing is cut', async () => {
    const { page } = await visit(browser, fileOf(name), 680) // A4 between its margins: 180 mm
    await page.emulateMedia({ media: 'print' })
    const cut = await page.evaluate(`[...document.querySelectorAll('body *')]
      .filter((it) => it.closest('svg') === null || it.tagName === 'svg')
      .filter((it) => it.getBoundingClientRect().right > 681)
      .slice(0, 5).map((it) => it.outerHTML.slice(0, 120))`)
    expect(cut).toEqual([])
    const outside = await page.evaluate(`[...document.querySelectorAll('.wide svg')].flatMap((svg) => {
      const frame = svg.getBoundingClientRect()
      return [...svg.querySelectorAll('text')]
        .filter((it) => { const box = it.getBoundingClientRect(); return box.left < frame.left - 1 || box.right > frame.right + 1 })
        .map((it) => it.textContent)
    })`)
    expect(outside).toEqual([])
    const pdf = await page.pdf({ path: join(SCREENS, `${name}.pdf`), preferCSSPageSize: true })
    const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)]
    expect(sizes.length).toBeGreaterThan(0)
    for (const [, width, height] of sizes)
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842])
    await page.close()
  })
})

describe('the list of collectivities', () => {
  test('is sorted by a click on a head, and again the other way round', async () => {
    const { page } = await visit(browser, fileOf('large'), 1280)
    const cells = (column: number) =>
      page
        .locator(`#list tbody tr > :nth-child(${column})`)
        .evaluateAll((all) => all.map((it) => it.textContent))
    const head = page.locator('#list thead th').nth(3)
    await head.getByRole('button').click()
    expect((await cells(4)).map(figure)).toEqual(Array.from({ length: 2300 }, (_, i) => 4000 - i))
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    await head.getByRole('button').press('Enter')
    expect((await cells(4)).map(figure)).toEqual(Array.from({ length: 2300 }, (_, i) => 1701 + i))
    await page.getByRole('button', { name: 'Collectivité' }).click()
    const names = await cells(1)
    expect(names).toEqual(names.toSorted(new Intl.Collator('fr', { numeric: true }).compare))
    expect(await page.locator('#list thead [aria-sort]').count()).toBe(1)
    await page.close()
  })

  test('is filtered by name, whatever the accents, and by department', async () => {
    const { page } = await visit(browser, fileOf('large'), 1280)
    const shown = page.locator('#list tbody tr:visible')
    await page.getByLabel('Chercher une collectivité').fill('etang-00')
    expect(await shown.count()).toBe(100)
    expect(await page.getByRole('status').textContent()).toBe('100 lignes affichées sur 2\u202f300')
    await page.getByLabel('Département').selectOption('29')
    expect(await shown.count()).toBe(25)
    await page.getByLabel('Chercher une collectivité').fill('')
    expect(await shown.count()).toBe(575)
    await page.close()
  })

  test('is whole without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`file://${fileOf('large')}`)
    expect(await page.locator('#list tbody tr:visible').count()).toBe(2300)
    expect(await page.locator('.controls:visible, #list button').count()).toBe(0)
    await context.close()
  })
})

/** @returns the number that a French cell shows */
function figure(text: string | null): number {
  return Number(text?.replaceAll('\u202f', ''))
}
