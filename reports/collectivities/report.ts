import { collectivityId, collectivityName, column, fileTotals, kind } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** Each collectivity: how many of its files of each kind are damaged. The worst hit come first. */
export const report: TableReport = {
  name: 'collectivities',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    column('siren', 'identifier', 'SIREN', 'SIREN'),
    column('siret', 'identifier', 'SIRET', 'SIRET'),
    column('department', 'identifier', 'Département', 'Department'),
    kind,
    column('consultations_affected', 'count', 'Consultations touchées', 'Consultations affected'),
    ...fileTotals,
  ],
}
