import type { Column } from '../src/render/column.ts'
import { column } from './columns.ts'

/** How soon someone should be told, and why. */
export const urgencyColumns: Column[] = [
  column(
    'urgency',
    'count',
    'Priorité',
    'Urgency',
    'From 1, the most urgent, to 6: the number of the rule, and one more when the file was superseded.',
  ),
  column(
    'urgency_rule',
    'word',
    'Motif de priorité',
    'Urgency rule',
    'The rule that gives the urgency: that of the most urgent damaged file.',
  ),
  column(
    'superseded',
    'boolean',
    'Priorité abaissée (fichier remplacé)',
    'Lowered: file superseded',
    'Yes when a later version took the place of that file, which makes it one step less urgent.',
  ),
]
