import { bidder, bucket, collectivityId, column, consultationId, depositedAt, fileId, fileName, kind, lot, objectKey, observedAt, offerId, reason, recovery, sizeBytes, state, year } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** For the analyst: every expected object that is not intact, with all that is known of it. Bids are not masked here. */
export const report: TableReport = {
  name: 'findings',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    consultationId,
    kind,
    year,
    column('role', 'word', 'Rôle', 'Role'),
    fileId,
    fileName,
    lot,
    offerId,
    bidder,
    bucket,
    objectKey,
    state,
    reason,
    column('rule', 'word', 'Règle', 'Rule'),
    column('found_key', 'identifier', 'Clé trouvée', 'Found key'),
    recovery,
    column('recovered_from', 'identifier', 'Récupérable depuis', 'Recovered from'),
    column('recovered_key', 'identifier', 'Clé de la copie', 'Recovered key'),
    column('recovered_version_id', 'identifier', 'Version', 'Recovered version id'),
    sizeBytes,
    column('stored_bytes', 'bytes', 'Taille stockée (octets)', 'Stored size (bytes)'),
    depositedAt,
    observedAt,
    column('evidence', 'text', 'Preuve', 'Evidence'),
  ],
  parquet: true,
}
