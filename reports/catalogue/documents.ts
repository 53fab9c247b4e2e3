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
