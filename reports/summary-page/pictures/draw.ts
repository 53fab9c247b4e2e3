import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  MarkLineComponent,
  TitleComponent,
  type TitleComponentOption,
} from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { html, raw } from 'hono/html'
import type { Html } from '../../page/html.ts'
import { INK } from './palette.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer])

export type PictureOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption | TitleComponentOption
>

/** A picture, drawn anew for each width that it is shown in. */
export type Picture = {
  /** Unique on the page. */
  id: string
  title: string
  /** What it shows, in words, for those who do not see it. */
  description: string
  /** @param width of the drawing, in CSS pixels, as is the height */
  draw(width: number): { height: number; option: PictureOption }
}

/** A4 within its margins, and a telephone. */
const WIDE = 680
const NARROW = 330

/** @returns the picture as two SVG elements, of which the style sheet shows the one that fits */
export function drawPicture(picture: Picture): Html {
  return html`<div class="picture wide">${drawAt(picture, WIDE)}</div>
<div class="picture narrow">${drawAt(picture, NARROW)}</div>`
}

function drawAt({ id, title, description, draw }: Picture, width: number): Html {
  const { height, option } = draw(width)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'inherit', color: INK },
      useUTC: true,
      ...option,
    })
    const name = `${id}-${width}`
    const shapes = plainShapes(chart.renderToSVGString({ useViewBox: true }), name)
    return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${name}-title ${name}-desc"><title id="${name}-title">${title}</title><desc id="${name}-desc">${description}</desc>${raw(shapes)}</svg>`
  } finally {
    chart.dispose()
  }
}

/**
 * What is drawn, without what the policy of the page forbids (styles within elements) and what only a script of the
 * library would read. Texts are escaped by the library, quotes too: an attribute is never a text.
 */
function plainShapes(svg: string, name: string): string {
  return svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => attributes(style))
    .replaceAll(/(id="|url\(#)zr\d+-/g, `$1${name}-`)
    .replaceAll(/\n\s*/g, '')
}

/** Rules of a style as attributes of SVG. The shorthand `font` has none: of it the weight and the size are kept. */
function attributes(style: string): string {
  const rules = style
    .split(';')
    .map((rule) => rule.split(':').map((part) => part.trim()))
    .flatMap(([name = '', value = '']) => {
      if (name !== 'font') return [[name, value]]
      const [, weight = 'normal', size = '12px'] = /(\S+) (\d+px)/.exec(value) ?? []
      return [
        ['font-weight', weight],
        ['font-size', size],
      ]
    })
  return rules
    .filter(([name]) => name !== '' && name !== 'font-family')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')
}
