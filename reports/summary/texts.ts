import type { YEAR_BASES } from '../../src/config/schema.ts'
import type { Locale } from '../../src/render/column.ts'
import type { Summary } from './schema.ts'

export type SummaryTexts = {
  /** Of the column of labels, in characters. */
  width: number
  /** With the space that French puts before it. */
  colon: string
  semicolon: string
  yearOf: Record<string, string>
  /** What stands before the time of an inventory that was not listed live. */
  sources: Record<Summary['inventory']['stores'][number]['source'], string>
} & Record<Label, string> &
  Record<CountedLabel, Record<'one' | 'other', string>>

type Label =
  | 'missing'
  | 'altered'
  | 'lost'
  | 'unknown'
  | 'signatures'
  | 'of'
  | 'recoveryUnknown'
  | 'scope'
  | 'allYears'
  | 'collectivities'
  | 'consultations'
  | 'buyers'
  | 'orphans'
  | 'anomalies'
  | 'snapshot'
  | 'listing'
  | 'unfinished'
  | 'guards'
  | 'reading'
  | 'unreadSource'
  | 'byRule'
  | 'changed'
  | 'verified'
  | 'damagedOnes'
  | 'unread'
  | 'interval'

/** A label that stands after a count. */
type CountedLabel = 'files' | 'recoverable' | 'withoutContact' | 'objects' | 'archived' | 'listedObjects'

type YearBase = (typeof YEAR_BASES)[number]

/** The texts of the summary for the terminal. */
export const summaryTexts: Record<Locale, SummaryTexts> = {
  fr: {
    width: 22,
    colon: ' :',
    semicolon: ' ;',
    missing: 'manquants',
    altered: 'altérés',
    lost: 'perdus',
    unknown: 'indéterminés',
    signatures: 'signatures touchées',
    of: 'sur',
    files: { one: 'fichier attendu', other: 'fichiers attendus' },
    recoverable: { one: 'récupérable', other: 'récupérables' },
    recoveryUnknown: 'de récupération indéterminée',
    scope: 'Périmètre',
    allYears: 'toutes les années',
    yearOf: {
      deposited_at: 'année du dépôt',
      published_at: 'année de la publication',
      initial_deadline_at: 'année de la DLRO initiale',
      deadline_at: 'année de la DLRO',
      opened_at: 'année de l’ouverture des plis',
      awarded_at: 'année de l’attribution',
    } satisfies Record<YearBase, string>,
    collectivities: 'Collectivités touchées',
    consultations: 'Consultations touchées',
    buyers: 'Acheteurs à prévenir',
    withoutContact: { one: 'consultation sans contact actif', other: 'consultations sans contact actif' },
    orphans: 'Objets orphelins',
    anomalies: 'Anomalies de la base',
    snapshot: 'Base vue le',
    listing: 'stockage listé',
    objects: { one: 'objet', other: 'objets' },
    unfinished: 'Plages non listées jusqu’au bout',
    guards: 'Garde-fous acceptés',
    sources: {
      live: 'listé le',
      's3-inventory': 'non listé ; inventaire S3 du',
      file: 'non listé ; fichier de liste du',
    },
    reading: 'inventaires lus',
    unreadSource: 'non listé ; inventaire non lu',
    byRule: 'Objets retrouvés sous une autre écriture de leur clé',
    changed: 'Lignes retirées ou modifiées depuis la lecture de la base',
    archived: {
      one: 'objet présent est en archive : à restaurer avant lecture',
      other: 'objets présents sont en archive : à restaurer avant lecture',
    },
    verified: 'Contenus contrôlés',
    listedObjects: { one: 'objet listé', other: 'objets listés' },
    damagedOnes: 'touchés',
    unread: 'illisibles',
    interval: 'taux à 95 %',
  },
  en: {
    width: 20,
    colon: ':',
    semicolon: ';',
    missing: 'missing',
    altered: 'altered',
    lost: 'lost',
    unknown: 'unknown',
    signatures: 'signatures damaged',
    of: 'of',
    files: { one: 'expected file', other: 'expected files' },
    recoverable: { one: 'recoverable', other: 'recoverable' },
    recoveryUnknown: 'of unknown recovery',
    scope: 'Scope',
    allYears: 'all years',
    yearOf: {
      deposited_at: 'year of deposit',
      published_at: 'year of publication',
      initial_deadline_at: 'year of the initial deadline',
      deadline_at: 'year of the deadline',
      opened_at: 'year of opening',
      awarded_at: 'year of award',
    } satisfies Record<YearBase, string>,
    collectivities: 'Collectivities affected',
    consultations: 'Consultations affected',
    buyers: 'Buyers to tell',
    withoutContact: {
      one: 'consultation without an active contact',
      other: 'consultations without an active contact',
    },
    orphans: 'Orphan objects',
    anomalies: 'Anomalies of the database',
    snapshot: 'Database as of',
    listing: 'storage listed',
    objects: { one: 'object', other: 'objects' },
    unfinished: 'Ranges not listed to their end',
    guards: 'Guards accepted',
    sources: {
      live: 'listed',
      's3-inventory': 'not listed; S3 Inventory of',
      file: 'not listed; listing file of',
    },
    reading: 'inventories read',
    unreadSource: 'not listed; inventory not read',
    byRule: 'Objects found under another spelling of their key',
    changed: 'Rows withdrawn or changed since the database was read',
    archived: {
      one: 'intact object is archived: to be restored before it can be read',
      other: 'intact objects are archived: to be restored before they can be read',
    },
    verified: 'Contents compared',
    listedObjects: { one: 'listed object', other: 'listed objects' },
    damagedOnes: 'damaged',
    unread: 'unreadable',
    interval: 'rate at 95 %',
  },
}
