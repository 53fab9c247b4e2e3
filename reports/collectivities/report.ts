import {
  collectivityId,
  collectivityName,
  column,
  consultationsAffected,
  kind,
  siren,
  siret,
} from '../columns.ts'
import { fileTotals } from '../figure-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'collectivities',
  readers: ['manager', 'support'],
  says: 'How many files of each kind each collectivity expects and lost, the worst hit first.',
  rows: new URL('./rows.sql', import.meta.url),
  xlsx: { sheet: { fr: 'Collectivités', en: 'Collectivities' } },
  columns: [
    collectivityId,
    collectivityName,
    siren,
    siret,
    column('department', 'identifier', 'Département', 'Department', 'The département it lies in.'),
    kind,
    consultationsAffected,
    ...fileTotals,
  ],
}
