import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const PLACES = [
  process.env['CONSTAT_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/**
 * Starts a headless Chromium.
 *
 * @throws Error that says what to install when there is none
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = PLACES.find((path) => path !== undefined && existsSync(path))
  if (executablePath === undefined) {
    throw new Error(
      'there is no Chromium: install it (Debian: apt-get install --no-install-recommends chromium), or name one in CONSTAT_CHROMIUM',
    )
  }
  // Chromium's own sandbox refuses to start as root, as CI runs; the pages are ours.
  return await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

export type Visit = { page: Page; said: string[]; asked: string[] }

/** Opens a file, and keeps what its console says and what it asks for. */
export async function visit(browser: Browser, file: string, width: number): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  const said: string[] = []
  const asked: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`file://${file}`)
  return { page, said, asked }
}
