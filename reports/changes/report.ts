import {
  bucket,
  collectivityId,
  column,
  consultationId,
  fileId,
  kind,
  objectKey,
  reason,
  state,
  year,
} from '../columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'changes',
  readers: ['analyst'],
  says: 'What would have been called missing or altered, and the database had withdrawn, rewritten or corrected since the snapshot.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    consultationId,
    kind,
    year,
    column('role', 'word', 'Rôle', 'Role', 'content or signature.'),
    fileId,
    bucket,
    objectKey,
    column('change', 'word', 'Modification', 'Change', 'What became of the row since the snapshot.'),
    column(
      'not_expected',
      'text',
      'Non attendu',
      'Not expected',
      'Why nothing should be there any more: withdrawn-since, or the reason that the database gives.',
    ),
    state,
    reason,
  ],
}
