import {
  buyerId,
  collectivityId,
  collectivityName,
  column,
  consultationsAffected,
  contact,
  email,
  fullName,
} from '../columns.ts'
import { damageCounts } from '../figure-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'buyers',
  readers: ['support'],
  says: 'Whom to call, a row a contact, the hardest hit first. The files of a consultation stand with each of its contacts, so the rows do not add up.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    contact,
    buyerId,
    column('service', 'text', 'Service', 'Service', 'The department that the contact works in.'),
    fullName,
    email,
    column('phone', 'identifier', 'Téléphone', 'Telephone', 'Telephone number, as the database has it.'),
    consultationsAffected,
    ...damageCounts,
  ],
}
