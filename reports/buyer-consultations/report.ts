import {
  buyerId,
  collectivityId,
  collectivityName,
  consultationId,
  contact,
  deadlineAt,
  email,
  fullName,
  reference,
  title,
} from '../columns.ts'
import { damageCounts } from '../figure-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'buyer-consultations',
  readers: ['support'],
  says: 'About which consultations each contact is to be told.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    contact,
    buyerId,
    fullName,
    email,
    consultationId,
    reference,
    title,
    deadlineAt,
    ...damageCounts,
  ],
}
