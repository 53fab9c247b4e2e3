import type { PageContext } from '../context.ts'
import { trendOf } from '../trend.ts'
import type { Picture } from './draw.ts'
import { FAINT, INK, LOST, RULE } from './palette.ts'

/** Files damaged, lost and unknown, run by run. */
export function trendPicture({ data, t, f }: PageContext): Picture {
  const runs = trendOf(data)
  return {
    id: 'trend',
    title: t.trend.title,
    description: t.trend.description,
    draw(width) {
      const line = (
        name: string,
        count: 'damaged' | 'lost' | 'unknown',
        color: string,
        symbol: string,
        type: 'solid' | 'dashed' | 'dotted',
      ) => ({
        type: 'line' as const,
        name,
        silent: true,
        symbol,
        symbolSize: 8,
        itemStyle: { color },
        lineStyle: { color, type, width: 2 },
        label: {
          show: runs.length <= (width > 500 ? 8 : 4),
          position: 'top' as const,
          color: INK,
          formatter: ({ value }: { value: unknown }) => f.n(Number(value)),
        },
        labelLayout: { hideOverlap: true },
        data: runs.map((run) => run.files[count]),
      })
      return {
        height: 270,
        option: {
          legend: { top: 0, left: 0, itemGap: 18, textStyle: { color: INK } },
          grid: { left: 54, right: 30, top: 54, bottom: 30 },
          xAxis: {
            type: 'category',
            data: runs.map(({ at }) => f.time(at).replace(' ', '\n')),
            boundaryGap: true,
            axisLabel: { color: INK, hideOverlap: true },
            axisLine: { lineStyle: { color: FAINT } },
          },
          yAxis: {
            type: 'value',
            minInterval: 1,
            splitNumber: 4,
            axisLabel: { color: FAINT, formatter: (value: number) => f.n(value) },
            splitLine: { lineStyle: { color: RULE } },
          },
          series: [
            line(t.damaged, 'damaged', INK, 'circle', 'solid'),
            line(t.lost, 'lost', LOST.color, 'rect', 'dashed'),
            line(t.unknown, 'unknown', '#66758a', 'triangle', 'dotted'),
          ],
        },
      }
    },
  }
}
