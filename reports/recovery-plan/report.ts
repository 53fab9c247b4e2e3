import {
  bucket,
  collectivityId,
  column,
  consultationId,
  fileId,
  kind,
  objectKey,
  reason,
  recovery,
  state,
} from '../columns.ts'
import type { TableReport } from '../report.ts'

/** For who restores: where each damaged object should be, and every copy of it that fits. */
export const report: TableReport = {
  name: 'recovery-plan',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    consultationId,
    kind,
    column('role', 'word', 'Rôle', 'Role'),
    fileId,
    bucket,
    objectKey,
    state,
    reason,
    column('rank', 'count', 'Rang', 'Rank'),
    recovery,
    column('recovered_from', 'identifier', 'Récupérable depuis', 'Recovered from'),
    column('source_bucket', 'identifier', 'Bucket de la copie', 'Source bucket'),
    column('recovered_key', 'identifier', 'Clé de la copie', 'Recovered key'),
    column('recovered_version_id', 'identifier', 'Version', 'Recovered version id'),
    column('copy_bytes', 'bytes', 'Taille de la copie (octets)', 'Copy size (bytes)'),
    column('compared', 'word', 'Comparaison', 'Compared'),
    column('archived', 'boolean', 'Archivé, à restaurer d’abord', 'Archived, to be restored first'),
  ],
}
