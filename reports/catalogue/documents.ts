import type { Label } from '../../src/render/column.ts'
import type { Reader } from '../report.ts'

/** The files of a run that are not made of rows alone. */
export const DOCUMENTS: readonly { files: RegExp; readers: readonly Reader[]; says: Label }[] = [
  {
    files: /^summary\.html$/,
    readers: ['manager'],
    says: {
      fr: 'La page à lire d’abord\u00a0: combien de fichiers sont perdus, à qui, depuis quand, et si la situation s’améliore.',
      en: 'The page to read first: how many files are lost, whose, since when, and whether it is getting better.',
    },
  },
  {
    files: /^summary\.json$/,
    readers: ['analyst'],
    says: { fr: 'Tous les chiffres, pour les programmes.', en: 'Every figure, for programs.' },
  },
  {
    files: /^collectivities$/,
    readers: ['support'],
    says: {
      fr: 'Un dossier par collectivité touchée\u00a0: la liste de ses fichiers et les brouillons de messages à ses contacts.',
      en: 'A folder for each affected collectivity: the list of its files and drafts of messages to its contacts.',
    },
  },
  {
    files: /^attestations$/,
    readers: ['support', 'manager'],
    says: {
      fr: 'Les attestations d’incident, en PDF, et les listes sur lesquelles elles reposent.',
      en: 'The incident certificates, as PDF, and the lists that they rest on.',
    },
  },
  {
    files: /^recover(\.sh|-.*\.files)$/,
    readers: ['analyst'],
    says: {
      fr: 'Les commandes et les listes pour récupérer les copies, à relire avant de les lancer\u00a0: constat ne les lance jamais.',
      en: 'Commands and lists to get copies back, to be reviewed before they are run: constat never runs them.',
    },
  },
  {
    files: /^run\.duckdb$/,
    readers: ['analyst'],
    says: {
      fr: 'La base du constat (DuckDB)\u00a0: tout chiffre des rapports est une somme de ses lignes. Elle contient des données personnelles.',
      en: 'The run store (DuckDB): every figure of the reports is a sum over its rows. It holds personal data.',
    },
  },
]
