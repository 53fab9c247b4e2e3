import { bucket, column, kind } from '../columns.ts'
import { objectLosses } from '../loss-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'loss-prefixes',
  readers: ['analyst'],
  says: 'For the host: where what is damaged lies, by bucket and first segments of the key.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    bucket,
    column('depth', 'count', 'Profondeur (segments)', 'Depth (segments)', 'Segments of the key: 1 or 2.'),
    column('prefix', 'identifier', 'Préfixe', 'Prefix', 'The first segments of the keys.'),
    ...objectLosses,
  ],
}
