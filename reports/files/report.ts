import { bidder, collectivityId, collectivityName, column, consultationId, fileId, fileName, kind, lot, offerId, reason, recovery, reference, state, year } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** For support: every file that is not intact, or whose signature is not; sealed bids are masked. */
export const report: TableReport = {
  name: 'files',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    collectivityId,
    collectivityName,
    consultationId,
    reference,
    kind,
    year,
    fileId,
    fileName,
    lot,
    offerId,
    bidder,
    column('sealed', 'boolean', 'Pli non ouvert', 'Sealed'),
    state,
    reason,
    recovery,
    column('signature_state', 'word', 'Signature', 'Signature'),
    column('content_objects', 'count', 'Objets', 'Objects'),
    column('objects_missing', 'count', 'Objets manquants', 'Objects missing'),
    column('objects_altered', 'count', 'Objets altérés', 'Objects altered'),
    column('objects_unknown', 'count', 'Objets indéterminés', 'Objects unknown'),
    column('current', 'boolean', 'En vigueur', 'Current'),
    column('file_date', 'time', 'Date du fichier', 'File date'),
  ],
}
