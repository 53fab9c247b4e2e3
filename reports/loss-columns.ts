import type { Column } from '../src/render/column.ts'
import { column } from './columns.ts'

/** What befell the expected objects of a place or a time, contents and signatures alike. */
export const objectLosses: Column[] = [
  column('expected', 'count', 'Objets attendus', 'Objects expected'),
  column('damaged', 'count', 'Objets touchés', 'Objects damaged'),
  column('missing', 'count', 'Objets manquants', 'Objects missing'),
  column('altered', 'count', 'Objets altérés', 'Objects altered'),
  column('unknown', 'count', 'Objets indéterminés', 'Objects unknown'),
  column('lost', 'count', 'Objets perdus', 'Objects lost'),
  column('damaged_rate', 'rate', 'Taux de touchés (sur attendus)', 'Damaged rate (of expected)'),
  column('missing_rate', 'rate', 'Taux de manquants (sur attendus)', 'Missing rate (of expected)'),
  column('lost_rate', 'rate', 'Taux de perdus (sur attendus)', 'Lost rate (of expected)'),
]
