import {
  collectivityId,
  collectivityName,
  column,
  consultationId,
  deadlineAt,
  reference,
  title,
} from '../columns.ts'
import { damageCounts } from '../figure-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'without-contact',
  readers: ['support'],
  says: 'Affected consultations that nobody is named for, with the address that is left.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    consultationId,
    reference,
    title,
    deadlineAt,
    column('reason', 'word', 'Motif', 'Reason', 'Why nobody is named.'),
    column(
      'email',
      'text',
      'Courriel de la collectivité',
      'E-mail of the collectivity',
      'The address of the collectivity itself.',
    ),
    ...damageCounts,
  ],
}
