import type { CellType, Column } from '../src/render/column.ts'

/** A column: name for machines, French and English label. */
export function column(name: string, type: CellType, fr: string, en: string): Column {
  return { name, type, label: { fr, en } }
}

export const collectivityId = column(
  'collectivity_id',
  'identifier',
  'Identifiant collectivité',
  'Collectivity id',
)
export const collectivityName = column('collectivity', 'text', 'Collectivité', 'Collectivity')
export const consultationId = column(
  'consultation_id',
  'identifier',
  'Identifiant consultation',
  'Consultation id',
)
export const reference = column('reference', 'text', 'Référence', 'Reference')
export const title = column('title', 'text', 'Objet', 'Title')
export const kind = column('kind', 'word', 'Type', 'Kind')
export const year = column('year', 'word', 'Année', 'Year')
export const fileId = column('file_id', 'identifier', 'Identifiant fichier', 'File id')
export const fileName = column('file_name', 'text', 'Nom du fichier', 'File name')
export const lot = column('lot', 'identifier', 'Lot', 'Lot')
export const offerId = column('offer_id', 'identifier', 'Identifiant offre', 'Offer id')
export const bidder = column('bidder', 'text', 'Soumissionnaire', 'Bidder')
export const bucket = column('bucket', 'identifier', 'Bucket', 'Bucket')
export const objectKey = column('object_key', 'identifier', "Clé de l'objet", 'Object key')
export const state = column('state', 'word', 'État', 'State')
export const reason = column('reason', 'word', 'Motif', 'Reason')
export const recovery = column('recovery', 'word', 'Récupération', 'Recovery')
export const sizeBytes = column('size_bytes', 'bytes', 'Taille attendue (octets)', 'Promised size (bytes)')
export const depositedAt = column('deposited_at', 'time', 'Déposé le', 'Deposited at')
export const observedAt = column('observed_at', 'time', 'Constaté le', 'Observed at')
export const deadlineAt = column('deadline_at', 'time', 'DLRO', 'Deadline')

/** The figures of one grain, counted in files. */
export const fileTotals: Column[] = [
  column('expected', 'count', 'Fichiers attendus', 'Files expected'),
  column('intact', 'count', 'Fichiers présents', 'Files intact'),
  column('altered', 'count', 'Fichiers altérés', 'Files altered'),
  column('missing', 'count', 'Fichiers manquants', 'Files missing'),
  column('unknown', 'count', 'Fichiers indéterminés', 'Files unknown'),
  column('damaged', 'count', 'Fichiers touchés', 'Files damaged'),
  column('lost', 'count', 'Fichiers perdus', 'Files lost'),
  column('recoverable', 'count', 'Fichiers récupérables', 'Files recoverable'),
  column('recovery_unknown', 'count', 'Récupération indéterminée', 'Recovery unknown'),
  column('not_expected', 'count', 'Fichiers non attendus', 'Files not expected'),
  column('missing_rate', 'rate', 'Taux de manquants (sur attendus)', 'Missing rate (of expected)'),
  column('damaged_rate', 'rate', 'Taux de touchés (sur attendus)', 'Damaged rate (of expected)'),
  column('lost_rate', 'rate', 'Taux de perdus (sur attendus)', 'Lost rate (of expected)'),
]

/** What befell the files that a contact answers for. */
export const damageCounts: Column[] = [
  column('files_damaged', 'count', 'Fichiers touchés', 'Files damaged'),
  column('files_missing', 'count', 'Fichiers manquants', 'Files missing'),
  column('files_altered', 'count', 'Fichiers altérés', 'Files altered'),
  column('files_lost', 'count', 'Fichiers perdus', 'Files lost'),
  column('files_recoverable', 'count', 'Fichiers récupérables', 'Files recoverable'),
  column('files_recovery_unknown', 'count', 'Récupération indéterminée', 'Recovery unknown'),
  column('files_unknown', 'count', 'Fichiers indéterminés', 'Files unknown'),
]
