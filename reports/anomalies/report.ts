import { collectivityId, column, consultationId, fileId, kind, objectKey } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** For those who own the data: what is wrong in a row of the database. */
export const report: TableReport = {
  name: 'anomalies',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    column('source', 'identifier', 'SELECT', 'SELECT'),
    column('row_number', 'count', 'Ligne', 'Row'),
    column('code', 'word', 'Anomalie', 'Anomaly'),
    column('column_name', 'identifier', 'Colonne', 'Column'),
    column('found', 'text', 'Valeur trouvée', 'Found'),
    collectivityId,
    consultationId,
    kind,
    fileId,
    objectKey,
  ],
}
