import type { LegendComponentOption } from 'echarts/components'
import type { Totals } from '../../summary/schema.ts'
import type { PageTexts } from '../texts.ts'
import { INK, LOST, RECOVERABLE, UNSETTLED } from './palette.ts'

type PartCount = 'lost' | 'recoverable' | 'recovery_unknown'
export type Part = { count: PartCount; name: string; itemStyle: object; labelColor: string }

/** What damaged files are made of, the worst first; what no file of the picture is, is left out. */
export function partsOf(files: readonly Pick<Totals, PartCount>[], t: PageTexts): Part[] {
  const parts: Part[] = [
    { count: 'lost', name: t.lost, itemStyle: LOST, labelColor: '#fff' },
    { count: 'recoverable', name: t.recoverable, itemStyle: RECOVERABLE, labelColor: INK },
    { count: 'recovery_unknown', name: t.recoveryUnknown, itemStyle: UNSETTLED, labelColor: INK },
  ]
  return parts.filter(({ count }) => files.some((row) => row[count] > 0))
}

/** A legend on top of a picture, and the height that it takes in pixels: a narrow one needs a second line. */
export function legendOf(
  data: NonNullable<LegendComponentOption['data']>,
  width: number,
): { legend: LegendComponentOption; height: number } {
  return {
    legend: { data, top: 0, left: 0, itemGap: 16, padding: [4, 0], textStyle: { color: INK } },
    height: width < 500 && data.length > 2 ? 54 : 30,
  }
}
