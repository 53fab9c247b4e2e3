import type { Locale } from './column.ts'

/** constat's own words as people read them. In French an intact object is *présent*: nobody proved it *intègre*. */
const french: Record<string, string> = {
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
  'not-listed': 'zone non inventoriée',
  ambiguous: 'plusieurs candidats',
  'no-key': 'sans clé en base',
  'no-content': 'sans contenu en base',
  relocated: 'déplacé',
  replica: 'copie de secours',
  version: 'version antérieure',
  none: 'perdu',
  content: 'contenu',
  signature: 'signature',
  undated: 'sans date',
  unattached: 'sans consultation connue',
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
  'bad-boolean': 'booléen illisible',
  'bad-role': 'rôle inconnu',
  'no-kind': 'type absent',
  'no-file-id': 'identifiant de fichier absent',
  'no-id': 'identifiant absent',
  'duplicate-id': 'identifiant en double',
  'duplicate-row': 'ligne en double',
  'two-kinds': 'deux types pour un fichier',
  'conflicting-promises': 'promesses contradictoires',
  'unknown-consultation': 'consultation inconnue',
  'unknown-collectivity': 'collectivité inconnue',
  'unknown-buyer': 'contact inconnu',
  'unknown-bucket': 'bucket non configuré',
  files: 'fichiers',
  objects: 'objets',
  signatures: 'signatures',
  offer: 'offre',
  dce: 'DCE',
}

/** @returns the word for people of that language; one that is not ours (a kind of the mapping) as it is */
export function translateWord(word: string, locale: Locale): string {
  const translated = french[word]
  if (translated === undefined) return word
  return locale === 'fr' ? translated : word.replaceAll('-', ' ')
}
