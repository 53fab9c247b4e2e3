import type { PageContext } from '../context.ts'
import type { Picture } from './draw.ts'
import { FAINT, INK, RULE } from './palette.ts'
import { legendOf, partsOf } from './parts.ts'

/** In pixels. */
const ROW = 40
/** A part below this share of its bar has no room for its figure; the table has it. */
const LEAST_LABELLED = 0.1

/** What of the damaged files can be got back, in shares, by kind. */
export function recoveryPicture({ data, t, f }: PageContext): Picture {
  const kinds = Object.entries(data.summary.kinds)
    .map(([kind, { files }]) => ({ kind, ...files }))
    .filter(({ damaged }) => damaged > 0)
  const parts = partsOf(kinds, t)
  return {
    id: 'recovery',
    title: t.recovery.title,
    description: t.recovery.description,
    draw(width) {
      const { legend, height } = legendOf(
        parts.map(({ name }) => name),
        width,
      )
      return {
        height: height + kinds.length * ROW + 34,
        option: {
          legend,
          grid: { left: 84, right: 28, top: height + 4, height: kinds.length * ROW },
          xAxis: {
            type: 'value',
            max: 1,
            splitNumber: width > 500 ? 5 : 2,
            axisLabel: { color: FAINT, formatter: (value: number) => f.axis(value) },
            splitLine: { lineStyle: { color: RULE } },
          },
          yAxis: {
            type: 'category',
            inverse: true,
            data: kinds.map(({ kind }) => f.word(kind)),
            axisTick: { show: false },
            axisLine: { lineStyle: { color: FAINT } },
            axisLabel: { color: INK, width: 64, overflow: 'truncate' },
          },
          series: parts.map(({ name, count, itemStyle, labelColor }) => ({
            type: 'bar' as const,
            name,
            stack: 'shares',
            barWidth: 26,
            silent: true,
            itemStyle,
            data: kinds.map((kind) => (kind[count] === 0 ? null : kind[count] / kind.damaged)),
            label: {
              show: true,
              color: labelColor,
              fontWeight: 'bold' as const,
              ...(labelColor === INK ? { textBorderColor: '#fff', textBorderWidth: 4 } : {}),
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const kind = kinds[dataIndex]
                return kind === undefined || kind[count] / kind.damaged < LEAST_LABELLED
                  ? ''
                  : f.n(kind[count])
              },
            },
          })),
        },
      }
    },
  }
}
