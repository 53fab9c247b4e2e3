import { collectivityId, collectivityName, column, damageCounts } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** For support: whom to call, a row a contact. The hardest hit come first. */
export const report: TableReport = {
  name: 'buyers',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    column('contact', 'word', 'Nature du contact', 'Contact'),
    column('buyer_id', 'identifier', 'Identifiant contact', 'Buyer id'),
    column('service', 'text', 'Service', 'Service'),
    column('full_name', 'text', 'Nom', 'Name'),
    column('email', 'text', 'Courriel', 'E-mail'),
    column('phone', 'identifier', 'Téléphone', 'Telephone'),
    column('consultations_affected', 'count', 'Consultations touchées', 'Consultations affected'),
    ...damageCounts,
  ],
}
