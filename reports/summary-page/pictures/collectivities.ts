import type { PageContext } from '../context.ts'
import type { Picture } from './draw.ts'
import { FAINT, INK, RULE } from './palette.ts'
import { legendOf, partsOf } from './parts.ts'

const MOST = 10
/** In pixels. */
const ROW = 28

/** The collectivities with most damaged files. */
export function collectivitiesPicture({ data, t, f }: PageContext): Picture {
  const worst = data.collectivities.filter(({ damaged }) => damaged > 0).slice(0, MOST)
  const parts = partsOf(worst, t)
  return {
    id: 'collectivities',
    title: t.worst.title,
    description: t.worst.description,
    draw(width) {
      const wide = width > 500
      const left = wide ? 250 : 122
      const { legend, height } = legendOf(
        parts.map(({ name }) => name),
        width,
      )
      return {
        height: height + worst.length * ROW + 38,
        option: {
          legend,
          grid: { left, right: wide ? 110 : 56, top: height + 8, height: worst.length * ROW },
          xAxis: {
            type: 'value',
            minInterval: 1,
            splitNumber: wide ? 5 : 2,
            axisLabel: { color: FAINT, formatter: (value: number) => f.n(value) },
            splitLine: { lineStyle: { color: RULE } },
          },
          yAxis: {
            type: 'category',
            inverse: true,
            data: worst.map(({ name }) => name),
            axisTick: { show: false },
            axisLine: { lineStyle: { color: FAINT } },
            // The widths of texts are estimated: fonts differ from reader to reader.
            axisLabel: {
              color: INK,
              width: left * 0.78,
              overflow: 'truncate',
              fontSize: wide ? 12 : 11,
              interval: 0,
            },
          },
          series: [
            ...parts.map(({ name, count, itemStyle }) => ({
              type: 'bar' as const,
              name,
              stack: 'files',
              barWidth: 15,
              silent: true,
              itemStyle,
              data: worst.map((row) => row[count] || null),
            })),
            {
              type: 'bar',
              name: 'total',
              stack: 'files',
              silent: true,
              data: worst.map(() => 0),
              label: {
                show: true,
                position: 'right',
                color: INK,
                formatter: ({ dataIndex }) => {
                  const row = worst[dataIndex]
                  if (row === undefined) return ''
                  const rate = f.percent(row.damaged, row.expected)
                  return wide ? `${f.n(row.damaged)} (${rate})` : rate
                },
              },
            },
          ],
        },
      }
    },
  }
}
