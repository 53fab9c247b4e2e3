import { column, kind } from '../columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'storage-classes',
  readers: ['analyst', 'manager'],
  says: 'What is intact, by storage class: archived objects are no loss, but nobody reads them before they are restored.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    column('storage_class', 'identifier', 'Classe de stockage', 'Storage class', 'As the listing has it.'),
    column(
      'archived',
      'boolean',
      'À restaurer avant lecture',
      'To be restored before reading',
      'An archive class.',
    ),
    column('objects', 'count', 'Objets présents', 'Objects intact', 'Expected objects in scope.'),
    column('bytes', 'bytes', 'Taille (octets)', 'Size (bytes)', 'Their sizes as stored.'),
  ],
}
