import {
  collectivityId,
  collectivityName,
  column,
  consultationId,
  damageCounts,
  deadlineAt,
  reason,
  reference,
  title,
} from '../columns.ts'
import type { TableReport } from '../report.ts'

/** For support: affected consultations that nobody is named for. */
export const report: TableReport = {
  name: 'without-contact',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    consultationId,
    reference,
    title,
    deadlineAt,
    reason,
    column('email', 'text', 'Courriel de la collectivité', 'E-mail of the collectivity'),
    ...damageCounts,
  ],
}
