import type { Totals } from '../../summary/schema.ts'
import type { PageContext } from '../context.ts'
import type { Picture, PictureOption } from './draw.ts'
import { FAINT, INK, RULE } from './palette.ts'
import { legendOf, type Part, partsOf } from './parts.ts'

/** In pixels: of one kind's panel, with its title above and its years below. */
const PANEL = { height: 160, top: 34, bottom: 28, left: 48, gap: 24 }

/** Damaged files of those expected, by kind and year: a panel for each kind, on one scale. */
export function ratesPicture({ data, t, f }: PageContext): Picture {
  const kinds = Object.entries(data.summary.kinds)
  const years = kinds.map(([, kind]) => Object.values(kind.years).map(({ files }) => files))
  const most = Math.max(0.01, ...years.flat().map(({ damaged_rate }) => damaged_rate ?? 0))
  const parts = partsOf(years.flat(), t)
  return {
    id: 'rates',
    title: t.rates.title,
    description: t.rates.description,
    draw(width) {
      const across = width > 500 ? Math.min(3, kinds.length) : 1
      const panelWidth = (width - PANEL.gap * (across - 1)) / across
      const panelHeight = PANEL.top + PANEL.height + PANEL.bottom
      const { legend, height } = legendOf(
        parts.map(({ name }) => name),
        width,
      )
      const left = (i: number) => (i % across) * (panelWidth + PANEL.gap)
      const top = (i: number) => Math.floor(i / across) * panelHeight + height + 4
      return {
        height: height + Math.ceil(kinds.length / across) * panelHeight + 4,
        option: {
          legend,
          title: kinds.map(([kind], i) => ({
            text: f.word(kind),
            textStyle: { fontSize: 14, color: INK, width: panelWidth * 0.6, overflow: 'truncate' },
            padding: 0,
            left: left(i),
            top: top(i),
          })),
          grid: kinds.map((_, i) => ({
            left: left(i) + PANEL.left,
            top: top(i) + PANEL.top,
            width: panelWidth - PANEL.left - 4,
            height: PANEL.height,
          })),
          xAxis: kinds.map(([, kind], i) => ({
            gridIndex: i,
            type: 'category',
            data: Object.keys(kind.years).map((year) => f.word(year)),
            axisTick: { show: false },
            axisLabel: { color: INK, interval: 0, hideOverlap: true },
            axisLine: { lineStyle: { color: FAINT } },
          })),
          yAxis: kinds.map((_, i) => ({
            gridIndex: i,
            type: 'value',
            max: most * 1.15,
            splitNumber: 4,
            axisLabel: { color: FAINT, formatter: (value: number) => f.axis(value), showMaxLabel: false },
            splitLine: { lineStyle: { color: RULE } },
          })),
          series: years.flatMap((ofKind, i) => bars(i, ofKind, parts, f)),
        },
      }
    },
  }
}

function bars(
  panel: number,
  years: Totals[],
  parts: Part[],
  f: PageContext['f'],
): PictureOption['series'] & object[] {
  const shared = {
    type: 'bar' as const,
    xAxisIndex: panel,
    yAxisIndex: panel,
    stack: `panel-${panel}`,
    silent: true,
  }
  return [
    ...parts.map(({ name, count, itemStyle }) => ({
      ...shared,
      name,
      itemStyle,
      barMaxWidth: 48,
      data: years.map((year) => (year[count] === 0 ? null : year[count] / year.expected)),
    })),
    {
      // Nothing itself: it bears the label that stands on top of the others.
      ...shared,
      name: 'total',
      data: years.map(() => 0),
      label: {
        show: true,
        position: 'top',
        color: INK,
        fontWeight: 'bold',
        formatter: ({ dataIndex }) => {
          const year = years[dataIndex]
          return year === undefined ? '' : f.percent(year.damaged, year.expected)
        },
      },
    },
  ]
}
