import {
  collectivityId,
  collectivityName,
  column,
  consultationId,
  damageCounts,
  deadlineAt,
  reference,
  title,
} from '../columns.ts'
import type { TableReport } from '../report.ts'

/** For support: the affected consultations of each contact. */
export const report: TableReport = {
  name: 'buyer-consultations',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    column('contact', 'word', 'Nature du contact', 'Contact'),
    column('buyer_id', 'identifier', 'Identifiant contact', 'Buyer id'),
    column('full_name', 'text', 'Nom', 'Name'),
    column('email', 'text', 'Courriel', 'E-mail'),
    consultationId,
    reference,
    title,
    deadlineAt,
    ...damageCounts,
  ],
}
