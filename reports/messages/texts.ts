import type { Locale } from '../../src/render/column.ts'

/** What a message says besides its template. */
export const MESSAGE_TEXTS: Record<
  Locale,
  {
    attachment: string
    files: (n: number) => string
    deadline: string
    unattached: string
    /** Where the database gives no name. */
    collectivity: (id: string) => string
    nobody: string
  }
> = {
  fr: {
    attachment: 'fichiers-touches.csv',
    files: (n) => (n === 1 ? '1 fichier touché' : `${n} fichiers touchés`),
    deadline: 'DLRO',
    unattached: 'fichiers sans consultation connue',
    collectivity: (id) => `collectivité ${id}`,
    nobody: '',
  },
  en: {
    attachment: 'damaged-files.csv',
    files: (n) => (n === 1 ? '1 file damaged' : `${n} files damaged`),
    deadline: 'deadline',
    unattached: 'files without a known consultation',
    collectivity: (id) => `collectivity ${id}`,
    nobody: 'Sir or Madam',
  },
}
