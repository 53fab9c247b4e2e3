import { buyerId, collectivityId, collectivityName, email, fullName } from '../columns.ts'
import { followUpColumns } from '../follow-up/columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'follow-up-kept',
  readers: ['support'],
  says: 'What was noted of contacts whom no damaged file concerns any more, so that no note is lost. Given back with `--follow-up` it is kept for the runs to come.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [collectivityId, collectivityName, buyerId, fullName, email, ...followUpColumns],
}
