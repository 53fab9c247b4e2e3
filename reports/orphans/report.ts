import { bucket, column, objectKey } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** What storage holds and no row of the database names. */
export const report: TableReport = {
  name: 'orphans',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    bucket,
    objectKey,
    column('size_bytes', 'bytes', 'Taille (octets)', 'Size (bytes)'),
    column('last_modified', 'time', 'Stocké le', 'Stored at'),
  ],
}
