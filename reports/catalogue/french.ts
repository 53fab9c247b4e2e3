/**
 * What each report tells, in French, by its name; in English it says so itself (`says`). A test wants one for each
 * report: without it the catalogue shows the English.
 */
export const french: Record<string, string> = {
  collectivities:
    'Pour chaque collectivité et type de document, les fichiers attendus et perdus\u00a0; les plus touchées d’abord.',
  consultations:
    'Chaque consultation dont un fichier est touché ou indéterminé\u00a0; les plus touchées d’abord.',
  years: 'Chaque type de document et année, en fichiers, en objets et en signatures.',
  findings:
    'Chaque objet attendu qui n’est pas présent tel quel, avec tout ce que l’on en sait. Les plis n’y sont pas masqués\u00a0: ne pas transmettre aux acheteurs.',
  files:
    'Chaque fichier qui n’est pas entier, ou dont la signature ne l’est pas. Soumissionnaire et nom de fichier des plis scellés sont masqués.',
  buyers:
    'Qui appeler, une ligne par contact. Les fichiers d’une consultation figurent chez chacun de ses contacts\u00a0: les lignes ne s’additionnent pas.',
  'buyer-consultations': 'Les consultations dont il faut parler à chaque contact.',
  'without-contact': 'Les consultations touchées dont personne n’est contact, avec l’adresse qui reste.',
  'follow-up-kept': 'Les notes de suivi de contacts qui ne sont plus concernés, gardées.',
  deadlines:
    'Les consultations dont la DLRO tombe pendant l’incident ou à ses abords\u00a0: des faits pour décider d’un report.',
  retransmit:
    'Ce qui avait été déposé dans la période à risque avant l’incident\u00a0: les dépôts à faire renvoyer.',
  anomalies: 'Ce qui ne va pas dans une ligne de la base. La ligne est jugée et comptée malgré tout.',
  orphans:
    'Ce que le stockage contenait et qu’aucune ligne de la base ne cite. Un fichier manquant peut s’y trouver sous une autre clé.',
  'recovery-plan': 'Où chaque objet touché devrait se trouver, et chaque copie conforme qui en existe.',
  changes: 'Ce qui aurait été dit manquant ou altéré, et que la base avait retiré ou modifié entre-temps.',
  'loss-clusters':
    'Pour l’hébergeur et les responsables\u00a0: quels emplacements sont atteints, et de quand à quand.',
  'loss-prefixes': 'Pour l’hébergeur\u00a0: où se trouve ce qui est touché.',
  'loss-weeks': 'Pour l’hébergeur\u00a0: quand ce qui est touché avait été déposé.',
  'storage-classes':
    'Ce qui est présent, par classe de stockage\u00a0: ce qui est en archive doit être restauré avant lecture.',
  verification: 'Jusqu’où les contenus ont été comparés à la base, et ce que cela dit des autres.',
  compare: 'Ce qui a changé d’un constat à l’autre, en fichiers, par collectivité, type et année.',
  'compare-files':
    'Chaque fichier dont l’état ou la récupération a changé depuis le constat précédent\u00a0: retrouvé, nouvellement touché, plus attendu.',
}
