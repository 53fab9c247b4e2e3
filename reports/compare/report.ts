import { collectivityId, collectivityName, column, kind, year } from '../columns.ts'
import type { TableReport } from '../report.ts'
import { differs, runAfter, runBefore } from '../run-columns.ts'

export const report: TableReport = {
  name: 'compare',
  readers: ['manager', 'analyst'],
  says: 'What changed from one run to the next, in files, by collectivity, kind and year.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    runBefore,
    runAfter,
    collectivityId,
    collectivityName,
    kind,
    year,
    column(
      'newly_missing',
      'count',
      'Nouvellement manquants',
      'Newly missing',
      'Missing, and before they were intact, not expected or not known.',
    ),
    column(
      'newly_altered',
      'count',
      'Nouvellement altérés',
      'Newly altered',
      'Altered, and before they were intact, not expected or not known.',
    ),
    column('recovered', 'count', 'Retrouvés', 'Recovered', 'Missing or altered before, intact now.'),
    column(
      'no_longer_expected',
      'count',
      'Plus attendus',
      'No longer expected',
      'Missing, altered or unknown before; the database does not expect them any more.',
    ),
    column(
      'changed_verdict',
      'count',
      'Verdict modifié',
      'Changed verdict',
      'Any other difference of state: between missing and altered, or to or from unknown.',
    ),
    column('still_missing', 'count', 'Toujours manquants', 'Still missing', 'Missing in both runs.'),
    column('still_altered', 'count', 'Toujours altérés', 'Still altered', 'Altered in both runs.'),
    column('still_unknown', 'count', 'Toujours indéterminés', 'Still unknown', 'Unknown in both runs.'),
    column(
      'not_compared',
      'count',
      'Non comparables',
      'Not compared',
      "Out of one run's scope; or known to one run only, whose mapping or stores are others.",
    ),
    column(
      'lost_before',
      'count',
      'Perdus au départ',
      'Lost before',
      'Of those compared, lost in the earlier run.',
    ),
    column(
      'lost_after',
      'count',
      'Perdus à l’arrivée',
      'Lost after',
      'Of those compared, lost in the later run.',
    ),
    differs,
  ],
}
