import { column, kind } from '../columns.ts'
import { objectLosses } from '../loss-columns.ts'
import type { TableReport } from '../report.ts'

/** For the host: when what is damaged was deposited. */
export const report: TableReport = {
  name: 'loss-weeks',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    column('week', 'date', 'Semaine de dépôt (lundi)', 'Week of deposit (Monday)'),
    ...objectLosses,
  ],
}
