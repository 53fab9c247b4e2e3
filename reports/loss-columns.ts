import type { Column } from '../src/render/column.ts'
import { column } from './columns.ts'

/** What befell the expected objects of a place or a time, contents and signatures alike. */
export const objectLosses: Column[] = [
  column('expected', 'count', 'Objets attendus', 'Objects expected', 'intact + altered + missing + unknown.'),
  column('damaged', 'count', 'Objets touchés', 'Objects damaged', 'missing + altered.'),
  column('missing', 'count', 'Objets manquants', 'Objects missing', 'Confirmed absent.'),
  column('altered', 'count', 'Objets altérés', 'Objects altered', 'There, but not what was deposited.'),
  column('unknown', 'count', 'Objets indéterminés', 'Objects unknown', 'Could not be established.'),
  column('lost', 'count', 'Objets perdus', 'Objects lost', 'Damaged, and no configured source has a copy.'),
  column(
    'damaged_rate',
    'rate',
    'Taux de touchés (sur attendus)',
    'Damaged rate (of expected)',
    'damaged / expected.',
  ),
  column(
    'missing_rate',
    'rate',
    'Taux de manquants (sur attendus)',
    'Missing rate (of expected)',
    'missing / expected.',
  ),
  column('lost_rate', 'rate', 'Taux de perdus (sur attendus)', 'Lost rate (of expected)', 'lost / expected.'),
]
