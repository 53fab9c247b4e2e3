import {
  buyerId,
  collectivityId,
  collectivityName,
  column,
  consultationsAffected,
  contact,
  email,
  fullName,
  siren,
  siret,
} from '../columns.ts'
import { damageCounts } from '../figure-columns.ts'
import { followUpColumns } from '../follow-up/columns.ts'
import { report as followUpKept } from '../follow-up-kept/report.ts'
import type { TableReport } from '../report.ts'
import { urgencyColumns } from '../urgency-columns.ts'

export const report: TableReport = {
  name: 'buyers',
  readers: ['support'],
  says: 'Whom to call, a row a contact, in order of urgency, then the hardest hit first. The files of a consultation stand with each of its contacts, so the rows do not add up. Notes in its last columns are kept when it is written again, and by a later run that is given it with `--follow-up`.',
  rows: new URL('./rows.sql', import.meta.url),
  xlsx: {
    sheet: { fr: 'Contacts', en: 'Contacts' },
    further: [{ sheet: { fr: 'Suivi conservé', en: 'Follow-up kept' }, report: followUpKept }],
  },
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
    ...urgencyColumns,
    siren,
    siret,
    column(
      'no_address',
      'boolean',
      'Sans adresse utilisable',
      'Without an address',
      'No e-mail address, or none that one can write to.',
    ),
    column(
      'inactive_contacts',
      'boolean',
      'Contacts tous inactifs',
      'Contacts inactive',
      'Yes when everyone who is named for one of the consultations is inactive.',
    ),
    column(
      'shared_address',
      'boolean',
      'Adresse partagée entre collectivités',
      'Address shared',
      'Yes when the same address stands for several collectivities.',
    ),
    column(
      'file_list',
      'identifier',
      'Liste des fichiers',
      'File list',
      "The list of the collectivity's damaged files, within the folder of the run.",
    ),
    column(
      'message',
      'identifier',
      'Brouillon',
      'Message',
      'The draft of a message to the contact, likewise.',
    ),
    ...followUpColumns,
  ],
}
