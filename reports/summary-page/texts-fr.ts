import type { PageTexts } from './texts.ts'

export const french: PageTexts = {
  document: 'Constat',
  asOf: (time) => `Situation au ${time}`,
  scope: (years, kinds) => `Périmètre\u00a0: ${years}\u00a0; ${kinds}`,
  allYears: 'toutes les années',
  and: new Intl.ListFormat('fr', { type: 'conjunction' }),

  headline: {
    lost: (lost, expected, rate, files) =>
      `${files} ${lost < 2 ? 'est perdu' : 'sont perdus'}, sur ${expected} attendus (${rate}).`,
    noneLost: (damaged, expected) =>
      `Aucun fichier n’est perdu. Touchés\u00a0: ${damaged} sur ${expected} attendus\u00a0; une copie existe pour tous.`,
    noneEstablished: (damaged, expected, unsettled) =>
      `Aucune perte n’est établie. Touchés\u00a0: ${damaged} sur ${expected} attendus\u00a0; pour ${unsettled}, on ne sait pas encore s’il existe une copie.`,
    whole: (expected) => `Aucun fichier touché, sur ${expected} attendus.`,
    nothingExpected: 'Aucun fichier n’est attendu dans ce périmètre.',
  },
  unsettledToo: (unknown) => `L’état de ${unknown} n’a pas pu être établi.`,
  files: { one: 'fichier', other: 'fichiers' },
  tiles: { damaged: 'touchés', lost: 'perdus', recoverable: 'récupérables', unknown: 'indéterminés' },
  explained: {
    damaged: (missing, altered) => `manquants\u00a0: ${missing}\u00a0; altérés\u00a0: ${altered}`,
    lost: 'sans aucune copie connue',
    recoverable: 'une copie conforme existe',
    unknown: 'ni présents, ni manquants\u00a0: à établir',
    ofExpected: (rate, expected) => `${rate} des attendus (${expected})`,
    ofDamaged: (rate, damaged) => `${rate} des touchés (${damaged})`,
  },
  affected: {
    title: 'Qui est concerné',
    collectivities: 'Collectivités touchées',
    consultations: 'Consultations touchées',
    buyers: 'Acheteurs à prévenir',
    withoutContact: 'Consultations touchées sans contact actif',
    of: (affected, known) => `${affected} sur ${known}`,
  },

  lost: 'Perdus',
  recoverable: 'Récupérables',
  recoveryUnknown: 'Récupération indéterminée',
  damaged: 'Touchés',
  deposited: 'Attendus (tous les dépôts)',
  unknown: 'Indéterminés',
  incident: 'incident',

  figures: {
    title: 'Combien, par type et par année',
    caption: 'Fichiers par type de document et par année\u00a0; pour cent des attendus',
    all: 'toutes années',
  },
  heads: {
    kind: 'Type',
    kindAndYear: 'Type et année',
    expected: 'Attendus',
    missing: 'Manquants',
    altered: 'Altérés',
    damaged: 'Touchés',
    damagedRate: '% touchés',
    lost: 'Perdus',
    lostRate: '% perdus',
    recoverable: 'Récupérables',
    recoveryUnknown: 'Récupération indéterminée',
    unknown: 'Indéterminés',
    week: 'Semaine du',
    collectivity: 'Collectivité',
    department: 'Dép.',
    consultations: 'Consultations touchées',
    way: 'Récupération',
    files: 'Fichiers',
    share: 'Part des touchés',
    run: 'Situation au',
    reason: 'Pourquoi',
    place: 'Emplacement',
    period: 'Dépôts',
    objects: 'Objets touchés',
    service: 'Service',
    kinds: 'Documents',
    from: 'Arrêt',
    to: 'Reprise',
  },
  rates: {
    title: 'Part des fichiers touchés parmi les attendus, par année',
    description:
      'Barres empilées, une par année et par type de document\u00a0: perdus, récupérables, récupération indéterminée, en pour cent des fichiers attendus. Les chiffres sont dans le tableau qui suit.',
  },
  weeks: {
    heading: 'Quand ces fichiers avaient-ils été déposés\u00a0?',
    title: 'Fichiers touchés et attendus, par semaine de dépôt',
    description:
      'Courbes en escalier, une figure par type de document\u00a0: en clair tous les fichiers attendus déposés dans la semaine, en foncé ceux qui sont touchés. Les chiffres sont dans le tableau qui suit.',
    table: 'Chiffres par semaine de dépôt',
    undated: (damaged, expected) =>
      `Sans date de dépôt, et donc hors de la figure\u00a0: touchés, ${damaged}\u00a0; attendus, ${expected}.`,
  },
  clusters: {
    heading: 'Où se concentrent les dégâts',
    caption:
      'Emplacements de stockage qui se détachent, comptés en objets (un fichier peut en compter plusieurs)',
    none: 'Les dégâts ne se concentrent nulle part\u00a0: ni emplacement, ni période ne se détache.',
    of: (damaged, expected) => `${damaged} sur ${expected}`,
    covered: (share) => `Ensemble, ces emplacements expliquent ${share} des objets touchés de ce type.`,
  },
  worst: {
    heading: 'Les collectivités les plus touchées',
    title: 'Fichiers touchés des dix collectivités les plus touchées',
    description:
      'Barres horizontales empilées, une par collectivité\u00a0: perdus, récupérables, récupération indéterminée. Les chiffres sont dans le tableau des collectivités, en annexe.',
    table: 'Tous les chiffres\u00a0: tableau des collectivités, en annexe.',
  },
  recovery: {
    heading: 'Que peut-on récupérer\u00a0?',
    title: 'Devenir des fichiers touchés, par type de document',
    description:
      'Une barre par type de document, qui vaut tous ses fichiers touchés\u00a0: part des perdus, des récupérables et de ceux dont la récupération est indéterminée. Les chiffres sont dans le tableau qui suit.',
    caption: 'Fichiers touchés, selon ce que l’on sait de leur récupération',
    whole: 'Total des touchés',
    nothing: 'Aucun fichier n’est touché.',
  },
  trend: {
    heading: 'Est-ce que la situation s’améliore\u00a0?',
    title: 'Fichiers touchés, perdus et indéterminés, d’un constat à l’autre',
    description:
      'Trois courbes, avec un point par constat\u00a0: touchés, perdus, indéterminés. Les chiffres sont dans le tableau qui suit.',
    caption: 'Les constats du même incident et du même périmètre, du plus ancien à celui-ci',
    sentence: (before, now, since) =>
      `Depuis le constat du ${since}, les fichiers touchés sont passés de ${before} à ${now}.`,
    mapping:
      'Les requêtes qui lisent la base ont changé entre certains de ces constats\u00a0: les nombres de fichiers attendus peuvent en différer.',
    leftOut: (runs) =>
      `Constats laissés de côté, car d’un autre périmètre ou d’un autre stockage\u00a0: ${runs}.`,
  },
  reservations: {
    title: 'Réserves',
    guards: 'Un garde-fou avait arrêté ce constat\u00a0; l’opérateur a accepté d’aller au bout\u00a0:',
    guard: {
      'nothing-listed': 'le stockage ne contenait aucun objet',
      'empty-prefix': 'un emplacement qui devait contenir des fichiers était vide',
      'size-mismatch': 'trop de tailles différaient de celles de la base',
      'loss-range': 'le taux de fichiers touchés sortait de la plage déclarée',
    },
    unknownFiles: (files, ceiling) =>
      `L’état de ${files} n’a pas pu être établi. S’ils manquaient tous, les manquants seraient ${ceiling} des attendus.`,
    unknownRecovery: (files) =>
      `Pour ${files} touchés, une source de copies n’a pas répondu\u00a0: perdus ou récupérables, on ne le sait pas encore.`,
    unfinished: (unfinished, ranges) =>
      `Le stockage n’a pas été listé jusqu’au bout. Plages de clés inachevées\u00a0: ${unfinished} sur ${ranges}.`,
  },
  unknowns: {
    heading: 'Ce que l’on ne sait pas, et pourquoi',
    none: 'L’état de tous les fichiers attendus est établi.',
    caption: 'Fichiers dont l’état n’a pas pu être établi',
    ceiling:
      'Aucun de ces fichiers n’est compté parmi les manquants\u00a0: n’est manquant que ce dont le stockage affirme l’absence.',
    reason: {
      empty: 'le fichier est vide',
      size: 'sa taille diffère',
      checksum: 'son empreinte diffère',
      absent: 'absent du stockage',
      'listed-only': 'listé, mais introuvable',
      forbidden: 'le stockage a refusé l’accès',
      error: 'le stockage ou la base n’a pas répondu',
      'not-listed': 'cette partie du stockage n’a pas été listée jusqu’au bout, ou n’est pas configurée',
      ambiguous: 'plusieurs objets du stockage peuvent être celui-ci',
      'no-key': 'la base ne dit pas où il est rangé',
      'no-content': 'la base n’en connaît que la signature',
    },
    also: 'À savoir aussi',
    byRule: 'Objets retrouvés sous une autre écriture de leur nom (ils sont présents)',
    orphans: 'Objets du stockage qu’aucune ligne de la base ne cite',
    anomalies: 'Anomalies relevées dans la base (les lignes en cause sont comptées malgré tout)',
    changed: 'Lignes retirées ou modifiées dans la base pendant le constat (jugées dans leur dernier état)',
    archived: 'Objets présents, mais en archive\u00a0: à restaurer avant de pouvoir être lus',
  },
  method: {
    heading: 'Comment cela a été mesuré',
    services: 'Services arrêtés',
    database: 'Base de données',
    databaseAt: (time, server, id) =>
      `vue le ${time}, en un seul instantané (PostgreSQL ${server}, instantané ${id})`,
    storage: 'Stockage',
    listed: (from, to, objects, bytes) => `lu du ${from} au ${to}\u00a0: ${objects} objets, ${bytes}`,
    sources: {
      live: (bucket, at) => `${bucket}\u00a0: listé le ${at}`,
      's3-inventory': (bucket, at) => `${bucket}\u00a0: d’après l’inventaire S3 du ${at}`,
      file: (bucket, at) => `${bucket}\u00a0: d’après le fichier de liste du ${at}`,
    },
    unread: (bucket) => `${bucket}\u00a0: inventaire non lu`,
    verification: 'Contenus',
    modes: {
      none: 'non comparés\u00a0: la présence et la taille font foi',
      stored: 'comparés aux empreintes que le stockage déclare',
      sample: (size) => `un échantillon relu et comparé (${size} objets par type)`,
      all: 'tous relus et comparés',
    },
    compared: (kind, compared, population, damaged) =>
      `${kind}\u00a0: objets contrôlés\u00a0: ${compared} sur ${population} listés\u00a0; touchés\u00a0: ${damaged}`,
    run: 'Constat',
    ran: (from, to) => `du ${from} au ${to}`,
    guards: 'Garde-fous acceptés',
    noGuards: 'aucun',
    version: 'Version de constat',
    configDigest: 'Empreinte de la configuration',
    mappingDigest: 'Empreinte des requêtes',
    zone: 'Les dates sont en heure locale',
    words: 'Ce que disent les mots',
    glossary: [
      ['attendu', 'fichier que la base de données promet'],
      ['présent', 'le stockage le contient, et rien de connu ne le contredit'],
      ['manquant', 'le stockage, interrogé par son nom, affirme ne pas l’avoir'],
      ['altéré', 'là, mais vide, d’une autre taille ou d’une autre empreinte que prévu'],
      ['touché', 'manquant ou altéré'],
      ['récupérable', 'touché, et une copie conforme a été trouvée'],
      ['perdu', 'touché, et aucune des sources interrogées n’en a de copie'],
      ['indéterminé', 'ni l’un ni l’autre n’a pu être établi'],
    ],
    pledge:
      'Avant d’être dit manquant ou altéré, chaque fichier a été demandé par son nom, et la base interrogée une seconde fois. Rien n’a été écrit ni dans la base, ni dans le stockage.',
  },
  list: {
    heading: 'Annexe\u00a0: les collectivités touchées',
    intro: (n) =>
      `Collectivités dont un fichier au moins est touché ou indéterminé\u00a0: ${n}. Les plus touchées d’abord.`,
    caption: 'Fichiers par collectivité',
    filter: 'Chercher une collectivité',
    department: 'Département',
    everyDepartment: 'Tous',
    shown: 'lignes affichées sur',
    sort: 'trier par',
    none: 'Aucune collectivité n’est touchée.',
  },
}
