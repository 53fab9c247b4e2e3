import {
  collectivityId,
  collectivityName,
  column,
  consultationId,
  deadlineAt,
  initialDeadlineAt,
  kind,
  openedAt,
  reference,
  title,
} from '../columns.ts'
import { fileTotals } from '../figure-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'consultations',
  readers: ['manager', 'support'],
  says: 'Each consultation with a damaged or unknown file, the worst hit first.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    consultationId,
    reference,
    title,
    column(
      'category',
      'word',
      'Catégorie',
      'Category',
      'works, supplies or services, or what the mapping says.',
    ),
    initialDeadlineAt,
    deadlineAt,
    openedAt,
    column('awarded_at', 'time', 'Attribuée le', 'Awarded at', 'When it was awarded.'),
    kind,
    ...fileTotals,
  ],
}
