import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { startChromium, visit } from './chromium.ts'

/** `npm run pictures`: what README shows, taken from the demo. */

const RUN = resolve('out/demo')
const PICTURES = resolve('docs/pictures')
/** In CSS pixels: the width of a page as a desk has it, and as much of it as fits a screen of README. */
const [WIDTH, HEIGHT] = [900, 1060]

const page = `${RUN}/summary.html`
if (!existsSync(page)) throw new Error(`there is no ${page}: run npm run demo first`)
mkdirSync(PICTURES, { recursive: true })
const browser = await startChromium()
try {
  const { page: shown } = await visit(browser, page, WIDTH)
  await shown.screenshot({
    path: `${PICTURES}/summary.png`,
    fullPage: true,
    clip: { x: 0, y: 0, width: WIDTH, height: HEIGHT },
  })
} finally {
  await browser.close()
}
