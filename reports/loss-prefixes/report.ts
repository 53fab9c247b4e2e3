import { bucket, column, kind } from '../columns.ts'
import { objectLosses } from '../loss-columns.ts'
import type { TableReport } from '../report.ts'

/** For the host: where what is damaged lies. */
export const report: TableReport = {
  name: 'loss-prefixes',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    bucket,
    column('depth', 'count', 'Profondeur (segments)', 'Depth (segments)'),
    column('prefix', 'identifier', 'Préfixe', 'Prefix'),
    ...objectLosses,
  ],
}
