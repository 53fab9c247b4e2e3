import type { Word } from '../vocabulary/word.ts'
import type { Locale } from './column.ts'

/** constat's own words as people read them. In French an intact object is *présent*: nobody proved it *intègre*. */
const french: Record<Word, string> = {
  intact: 'présent',
  altered: 'altéré',
  missing: 'manquant',
  unknown: 'indéterminé',
  empty: 'vide',
  size: 'taille différente',
  checksum: 'empreinte différente',
  absent: 'absent du stockage',
  'listed-only': 'listé, contenu introuvable',
  forbidden: 'accès refusé',
  error: 'erreur du stockage',
  'not-listed': 'zone non listée',
  ambiguous: 'plusieurs candidats',
  'no-key': 'sans clé en base',
  'no-content': 'sans contenu en base',
  'unicode-form': 'forme Unicode',
  'percent-encoding': 'encodage pour-cent',
  'plus-for-space': 'plus pour espace',
  'mojibake-latin-1': 'UTF-8 lu en Latin-1',
  'mojibake-cp1252': 'UTF-8 lu en Windows-1252',
  'leading-slash': 'barre oblique initiale',
  'withdrawn-since': 'retiré depuis',
  rewritten: 'clé modifiée depuis',
  repromised: 'taille ou empreinte modifiée depuis',
  'added-since': 'ajouté depuis',
  relocated: 'déplacé',
  replica: 'copie de secours',
  version: 'version antérieure',
  none: 'perdu',
  'checksum-equal': 'empreinte identique',
  'size-equal': 'taille identique',
  'size-equal-archived': 'taille identique, archivé',
  content: 'contenu',
  signature: 'signature',
  undated: 'sans date',
  unattached: 'sans consultation connue',
  unspecified: 'non précisé',
  works: 'travaux',
  supplies: 'fournitures',
  services: 'services',
  contact: 'contact',
  'collectivity-address': 'adresse de la collectivité',
  'no-address': 'aucune adresse',
  'no-active-contact': 'aucun contact actif',
  'no-consultation': 'consultation inconnue',
  'bad-size': 'taille illisible',
  'bad-date': 'date illisible',
  'bad-checksum': 'empreinte illisible',
  'bad-boolean': 'indicateur oui/non illisible',
  'bad-role': 'rôle inconnu',
  'no-kind': 'type de document absent',
  'no-file-id': 'identifiant de fichier absent',
  'no-id': 'identifiant absent',
  'duplicate-id': 'identifiant en double',
  'duplicate-row': 'ligne en double',
  'two-kinds': 'deux types pour un même fichier',
  'conflicting-promises': 'tailles ou empreintes contradictoires',
  'unknown-consultation': 'consultation inconnue',
  'unknown-collectivity': 'collectivité inconnue',
  'unknown-buyer': 'contact inconnu',
  'unknown-bucket': 'bucket non configuré',
  'still-open': 'consultation en cours',
  'not-opened': 'plis non ouverts',
  'deadline-in-window': 'DLRO pendant l’incident',
  'awarded-lately': 'attribution récente',
  'winning-bid': 'offre retenue, pièce perdue',
  'works-retained': 'travaux, durée de conservation en cours',
  retained: 'durée de conservation en cours',
  'beyond-retention': 'durée de conservation échue',
  initial: 'DLRO initiale',
  present: 'DLRO actuelle',
  both: 'DLRO initiale et actuelle',
  'in-window': 'pendant l’incident',
  'in-margin': 'à proximité de l’incident',
  deposited: 'déposé',
  orphan: 'objet orphelin',
  stored: 'empreintes du stockage',
  sample: 'échantillon',
  all: 'tous les objets',
  files: 'fichiers',
  objects: 'objets',
  signatures: 'signatures',
  'nothing-listed': 'stockage vide',
  'empty-prefix': 'bucket ou préfixe vide',
  'size-mismatch': 'trop de tailles différentes',
  'loss-range': 'taux de dommage hors de la plage déclarée',
}

/** Kinds are the mapping's words, and any may come; these are those of a marketplace. */
const kinds = new Map<string, Record<Locale, string>>([
  ['offer', { fr: 'offre', en: 'offer' }],
  ['dce', { fr: 'DCE', en: 'DCE' }],
  ['acte', { fr: 'acte', en: 'acte' }],
  ['pes', { fr: 'flux PES', en: 'PES flow' }],
])

/** @returns the word for people of that language; one that is not ours (a kind of the mapping) as it is */
export function translateWord(word: string, locale: Locale): string {
  const kind = kinds.get(word)
  if (kind !== undefined) return kind[locale]
  if (!isOurs(word)) return word
  return locale === 'fr' ? french[word] : word.replaceAll('-', ' ')
}

/** @returns whether the word is one of constat's own, and so has a label in every language */
export function isOurs(word: string): word is Word {
  return Object.hasOwn(french, word)
}
