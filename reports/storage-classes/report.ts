import { column, kind } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** What is intact, by storage class: archived objects are no loss, but nobody reads them before they are restored. */
export const report: TableReport = {
  name: 'storage-classes',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    column('storage_class', 'identifier', 'Classe de stockage', 'Storage class'),
    column('archived', 'boolean', 'À restaurer avant lecture', 'To be restored before reading'),
    column('objects', 'count', 'Objets présents', 'Objects intact'),
    column('bytes', 'bytes', 'Taille (octets)', 'Size (bytes)'),
  ],
}
