import { column, kind } from '../columns.ts'
import { objectLosses } from '../loss-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'loss-weeks',
  readers: ['analyst'],
  says: 'For the host: when what is damaged was deposited.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    column(
      'week',
      'date',
      'Semaine de dépôt (lundi)',
      'Week of deposit (Monday)',
      'Empty for undated objects.',
    ),
    ...objectLosses,
  ],
}
