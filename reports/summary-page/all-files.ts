import type { Summary, Totals } from '../summary/schema.ts'

type Counts = Omit<Totals, `${string}_rate` | 'missing_rate_max' | 'assurance'>

/** @returns the sums of a run over its kinds, in files */
export function allFiles(summary: Summary): Counts {
  const sum = (count: keyof Counts) =>
    Object.values(summary.kinds).reduce((total, { files }) => total + files[count], 0)
  return {
    expected: sum('expected'),
    intact: sum('intact'),
    altered: sum('altered'),
    missing: sum('missing'),
    unknown: sum('unknown'),
    damaged: sum('damaged'),
    lost: sum('lost'),
    recoverable: sum('recoverable'),
    recovery_unknown: sum('recovery_unknown'),
    not_expected: sum('not_expected'),
    by_rule: sum('by_rule'),
  }
}
