import type { Column } from '../../src/render/column.ts'
import { column } from '../columns.ts'

/** What support notes down; the cells are theirs, and empty until they are filled in. */
export const followUpColumns: Column[] = [
  column(
    'informed_on',
    'date',
    'Informé le',
    'Informed on',
    'For support: the day on which the contact was told.',
  ),
  column('informed_by', 'text', 'Informé par', 'Informed by', 'For support: who told them.'),
  column('outcome', 'text', 'Suite donnée', 'Outcome', 'For support: what came of it.'),
]
