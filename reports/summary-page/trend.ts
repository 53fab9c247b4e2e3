import type { Totals } from '../summary/schema.ts'
import type { PageData } from './page-data.ts'

export type TrendPoint = {
  at: string
  files: Pick<Totals, 'expected' | 'damaged' | 'lost' | 'recoverable' | 'unknown'>
}

/** @returns the files of all kinds, run by run, this one last */
export function trendOf({ earlier, summary }: Pick<PageData, 'earlier' | 'summary'>): TrendPoint[] {
  return [...earlier.runs, summary].map(({ snapshot, kinds }) => {
    const sum = (count: keyof TrendPoint['files']) =>
      Object.values(kinds).reduce((total, { files }) => total + files[count], 0)
    return {
      at: snapshot.taken_at,
      files: {
        expected: sum('expected'),
        damaged: sum('damaged'),
        lost: sum('lost'),
        recoverable: sum('recoverable'),
        unknown: sum('unknown'),
      },
    }
  })
}
