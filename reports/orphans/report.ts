import { bucket, column } from '../columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'orphans',
  readers: ['analyst', 'owner of the data'],
  says: 'What storage held before the snapshot, and no row of the database names, in scope or not. A missing file may lie here under another key.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    bucket,
    column('object_key', 'identifier', 'Clé de l’objet', 'Object key', 'The key, as storage lists it.'),
    column('size_bytes', 'bytes', 'Taille (octets)', 'Size (bytes)', 'Size in bytes, as listed.'),
    column('last_modified', 'time', 'Stocké le', 'Stored at', 'When storage says that it was written.'),
  ],
}
