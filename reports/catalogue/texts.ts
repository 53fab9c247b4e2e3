import type { Locale } from '../../src/render/column.ts'
import type { Reader } from '../report.ts'

export type CatalogueTexts = Record<
  'heading' | 'caption' | 'file' | 'forWhom' | 'what' | 'rows' | 'others' | 'othersCaption' | 'size' | 'care',
  string
> & {
  asOf: (time: string) => string
  readers: (readers: readonly Reader[]) => string
  inside: (files: string) => string
}

const frenchReaders: Record<Reader, string> = {
  manager: 'responsables',
  support: 'support',
  analyst: 'analystes',
  'owner of the data': 'gestionnaires de la base',
}
const englishReaders: Record<Reader, string> = {
  manager: 'managers',
  support: 'support',
  analyst: 'analysts',
  'owner of the data': 'owners of the data',
}

export const catalogueTexts: Record<Locale, CatalogueTexts> = {
  fr: {
    heading: 'Les fichiers de ce constat',
    caption: 'Ce que contient chaque fichier, et pour qui',
    file: 'Fichier',
    forWhom: 'Pour',
    what: 'Contenu',
    rows: 'Lignes',
    others: 'Autres fichiers du dossier',
    othersCaption: 'Ce que le dossier contient encore',
    size: 'Taille',
    care: 'Ce dossier contient des données personnelles et des plis non masqués\u00a0: seuls les fichiers faits pour être transmis devraient en sortir.',
    asOf: (time) => `Situation au ${time}`,
    readers: (readers) => readers.map((reader) => frenchReaders[reader]).join(', '),
    inside: (files) => `dossier, éléments\u00a0: ${files}`,
  },
  en: {
    heading: 'The files of this run',
    caption: 'What each file holds, and for whom',
    file: 'File',
    forWhom: 'For',
    what: 'What it says',
    rows: 'Rows',
    others: 'Other files of the folder',
    othersCaption: 'What else the folder holds',
    size: 'Size',
    care: 'This folder holds personal data, and bids that are not masked: only what is made to be passed on should leave it.',
    asOf: (time) => `As of ${time}`,
    readers: (readers) => readers.map((reader) => englishReaders[reader]).join(', '),
    inside: (files) => `folder, entries: ${files}`,
  },
}
