import type { CellType, Column } from '../src/render/column.ts'

/** A column: name for machines, French and English label, and what it means. */
export function column(name: string, type: CellType, fr: string, en: string, meaning: string): Column {
  return { name, type, label: { fr, en }, meaning }
}

export const collectivityId = column(
  'collectivity_id',
  'identifier',
  'Identifiant de la collectivité',
  'Collectivity id',
  'The public body, as the mapping identifies it.',
)
export const collectivityName = column('collectivity', 'text', 'Collectivité', 'Collectivity', 'Its name.')
export const consultationId = column(
  'consultation_id',
  'identifier',
  'Identifiant de la consultation',
  'Consultation id',
  'The consultation; unique only within its collectivity.',
)
export const reference = column(
  'reference',
  'text',
  'Référence',
  'Reference',
  'The reference of the consultation that its buyers know.',
)
export const title = column(
  'title',
  'text',
  'Objet de la consultation',
  'Title',
  'What the consultation is about.',
)
export const kind = column(
  'kind',
  'word',
  'Type de document',
  'Kind',
  'The kind of file, in the words of the mapping: offer, dce…',
)
export const year = column(
  'year',
  'word',
  'Année',
  'Year',
  "Year of the file's date, in the incident's time zone, or undated. `scope.year_of` says which date.",
)
export const fileId = column(
  'file_id',
  'identifier',
  'Identifiant du fichier',
  'File id',
  'The file, within its collectivity, consultation and kind.',
)
export const fileName = column(
  'file_name',
  'text',
  'Nom du fichier',
  'File name',
  'Its name as it was deposited.',
)
export const lot = column('lot', 'identifier', 'Lot', 'Lot', 'The lot that the offer answers to.')
export const offerId = column(
  'offer_id',
  'identifier',
  'Identifiant de l’offre',
  'Offer id',
  'The offer that the file is part of.',
)
export const bidder = column('bidder', 'text', 'Soumissionnaire', 'Bidder', 'Who made the offer.')
export const bucket = column(
  'bucket',
  'identifier',
  'Bucket',
  'Bucket',
  'The bucket, or the name of the directory tree.',
)
export const objectKey = column(
  'object_key',
  'identifier',
  'Clé de l’objet',
  'Object key',
  'The key, as the database gives it.',
)
export const state = column(
  'state',
  'word',
  'État',
  'State',
  'intact, altered, missing or unknown; of a file, that of its worst content object.',
)
export const reason = column(
  'reason',
  'word',
  'Motif',
  'Reason',
  'Why it is in that state; empty when intact.',
)
export const recovery = column(
  'recovery',
  'word',
  'Récupération',
  'Recovery',
  'Of what is damaged: where it can be got back from, none when it is lost, or unknown.',
)
export const sizeBytes = column(
  'size_bytes',
  'bytes',
  'Taille attendue (octets)',
  'Promised size (bytes)',
  'Size in bytes that the database promises; empty when it gives none that can be read.',
)
export const depositedAt = column(
  'deposited_at',
  'time',
  'Déposé le',
  'Deposited at',
  'When it was deposited, as the database says.',
)
export const observedAt = column(
  'observed_at',
  'time',
  'Constaté le',
  'Observed at',
  'When storage said what the state rests on.',
)
export const deadlineAt = column(
  'deadline_at',
  'time',
  'DLRO',
  'Deadline',
  'Deadline for offers (date limite de réception des offres) as it stands.',
)
export const consultationsAffected = column(
  'consultations_affected',
  'count',
  'Consultations touchées',
  'Consultations affected',
  'Consultations with at least one damaged file.',
)
export const contact = column(
  'contact',
  'word',
  'Nature du contact',
  'Contact',
  "A contact of the consultation, or the collectivity's own address where there is none.",
)
export const buyerId = column(
  'buyer_id',
  'identifier',
  'Identifiant du contact',
  'Buyer id',
  'The contact, within the collectivity; empty for the address of the collectivity.',
)
export const fullName = column(
  'full_name',
  'text',
  'Nom',
  'Name',
  'Name of the contact, or of the collectivity.',
)
export const email = column('email', 'text', 'Courriel', 'E-mail', 'Where to write to.')
export const siren = column(
  'siren',
  'identifier',
  'SIREN',
  'SIREN',
  'Its number in the register of legal units.',
)
export const siret = column('siret', 'identifier', 'SIRET', 'SIRET', 'The number of its establishment.')
export const sealed = column(
  'sealed',
  'boolean',
  'Pli non ouvert',
  'Sealed',
  'The file is of a bid that is not known to be opened: its bidder and name are hidden.',
)
export const fileDate = column(
  'file_date',
  'time',
  'Date du fichier',
  'File date',
  'The date that gives it its year: of its earliest content object, or of its consultation.',
)
export const initialDeadlineAt = column(
  'initial_deadline_at',
  'time',
  'DLRO initiale',
  'Initial deadline',
  'The deadline as first published.',
)
export const openedAt = column(
  'opened_at',
  'time',
  'Plis ouverts le',
  'Opened at',
  'When the bids were opened; until then they are sealed.',
)
export const service = column(
  'service',
  'text',
  'Service',
  'Service',
  'The service that was down, as the configuration names it.',
)
