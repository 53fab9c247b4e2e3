import {
  collectivityId,
  collectivityName,
  column,
  consultationId,
  deadlineAt,
  fileTotals,
  kind,
  reference,
  title,
} from '../columns.ts'
import type { TableReport } from '../report.ts'

/** Each consultation with a damaged or unknown file. */
export const report: TableReport = {
  name: 'consultations',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    consultationId,
    reference,
    title,
    column('category', 'word', 'Catégorie', 'Category'),
    column('initial_deadline_at', 'time', 'DLRO initiale', 'Initial deadline'),
    deadlineAt,
    column('opened_at', 'time', 'Ouverte le', 'Opened at'),
    column('awarded_at', 'time', 'Attribuée le', 'Awarded at'),
    kind,
    ...fileTotals,
  ],
}
