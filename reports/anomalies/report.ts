import { collectivityId, column, consultationId, fileId, kind, objectKey } from '../columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'anomalies',
  readers: ['owner of the data', 'analyst'],
  says: 'What is wrong in a row of the database. The row is judged and counted all the same.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    column('source', 'identifier', 'Requête', 'SELECT', 'The SELECT of the mapping that gave the row.'),
    column(
      'row_number',
      'count',
      'Ligne',
      'Row',
      'The row, counted from 1 in the order in which the SELECT gave it.',
    ),
    column('code', 'word', 'Anomalie', 'Anomaly', 'What is wrong.'),
    column('column_name', 'identifier', 'Colonne', 'Column', 'The column of the contract that it is about.'),
    column('found', 'text', 'Valeur trouvée', 'Found', 'What the database holds there.'),
    collectivityId,
    consultationId,
    kind,
    fileId,
    objectKey,
  ],
}
