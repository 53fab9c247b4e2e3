import type { PageContext } from '../context.ts'
import type { Week } from '../page-data.ts'
import type { Picture } from './draw.ts'
import { ALL, FAINT, INK, LOST, RULE } from './palette.ts'
import { legendOf } from './parts.ts'

/** In pixels: of one kind's panel, with its title above and its dates below. */
const PANEL = { height: 130, top: 34, bottom: 34 }
const WEEK = 7 * 24 * 3600 * 1000

/** Damaged files against all deposits, by week: a panel for each kind, each on its own scale. */
export function weeksPicture({ data: { weeks, summary }, t, f }: PageContext): Picture {
  const dated = weeks.filter(({ week }) => week !== null)
  const kinds = [...Map.groupBy(dated, ({ kind }) => kind)]
  const times = dated.map(({ week }) => Date.parse(week ?? ''))
  const [first, last] = [Math.min(...times), Math.max(...times) + WEEK]
  const panelHeight = PANEL.top + PANEL.height + PANEL.bottom
  return {
    id: 'weeks',
    title: t.weeks.title,
    description: t.weeks.description,
    draw(width) {
      const { legend, height } = legendOf(
        [
          { name: t.deposited, itemStyle: { color: ALL.area, borderColor: ALL.line, borderWidth: 1 } },
          { name: t.damaged, itemStyle: LOST },
        ],
        width,
      )
      const top = (i: number) => height + 4 + i * panelHeight
      return {
        height: top(kinds.length),
        option: {
          legend: { ...legend, icon: 'rect' },
          title: kinds.map(([kind], i) => ({
            text: f.word(kind),
            textStyle: { fontSize: 14, color: INK, width: width * 0.6, overflow: 'truncate' },
            padding: 0,
            left: 0,
            top: top(i),
          })),
          grid: kinds.map((_, i) => ({ left: 48, right: 28, top: top(i) + PANEL.top, height: PANEL.height })),
          xAxis: kinds.map((_, i) => ({
            gridIndex: i,
            type: 'time',
            min: first,
            max: last,
            splitNumber: width > 500 ? 6 : 3,
            axisLabel: {
              color: INK,
              fontSize: 12,
              hideOverlap: true,
              formatter: (time: number) => f.month(new Date(time).toISOString()),
            },
            axisLine: { lineStyle: { color: FAINT } },
          })),
          yAxis: kinds.map((_, i) => ({
            gridIndex: i,
            type: 'value',
            minInterval: 1,
            splitNumber: 3,
            axisLabel: { color: FAINT, formatter: (value: number) => f.n(value) },
            splitLine: { lineStyle: { color: RULE } },
          })),
          series: kinds.flatMap(([kind, ofKind], i) => {
            const area = (name: string, line: string, fill: string, data: [number, number][]) => ({
              type: 'line' as const,
              name,
              xAxisIndex: i,
              yAxisIndex: i,
              step: 'end' as const,
              symbol: 'none',
              silent: true,
              lineStyle: { color: line, width: 1 },
              areaStyle: { color: fill, opacity: 1 },
              data,
            })
            return [
              {
                ...area(t.deposited, ALL.line, ALL.area, everyWeek(ofKind, 'expected', first, last)),
                markLine: {
                  silent: true,
                  symbol: 'none',
                  lineStyle: { color: INK, type: 'dashed' },
                  label: { color: INK, distance: 2, formatter: t.incident },
                  data: incidents(kind).map((xAxis) => ({ xAxis })),
                },
              },
              area(t.damaged, LOST.color, LOST.color, everyWeek(ofKind, 'damaged', first, last)),
            ]
          }),
        },
      }
    },
  }

  /** When the services of a kind stopped, where that lies within the picture. */
  function incidents(kind: string): number[] {
    return summary.incident.services
      .filter(({ kinds }) => kinds.includes(kind))
      .map(({ from }) => Date.parse(from.slice(0, 10)))
      .filter((time) => time >= first && time <= last)
  }
}

/** A step for each week, also for those in which nothing was deposited; the last one has its width. */
function everyWeek(
  rows: Week[],
  count: 'expected' | 'damaged',
  first: number,
  last: number,
): [number, number][] {
  const by = new Map(rows.map((row) => [Date.parse(row.week ?? ''), row[count]]))
  const steps = Array.from({ length: Math.round((last - first) / WEEK) }, (_, i) => first + i * WEEK)
  const points = steps.map((time): [number, number] => [time, by.get(time) ?? 0])
  return [...points, [last, points.at(-1)?.[1] ?? 0]]
}
