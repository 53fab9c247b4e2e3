import { bucket, column, kind } from '../columns.ts'
import { objectLosses } from '../loss-columns.ts'
import type { TableReport } from '../report.ts'

/** For the host and managers: which places failed, and from when to when. docs/incident-shape.md has the rule. */
export const report: TableReport = {
  name: 'loss-clusters',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    column('rank', 'count', 'Rang', 'Rank'),
    bucket,
    column('prefix', 'identifier', 'Préfixe', 'Prefix'),
    column('first_week', 'date', 'Première semaine (lundi)', 'First week (Monday)'),
    column('last_week', 'date', 'Dernière semaine (lundi)', 'Last week (Monday)'),
    column('from_first', 'boolean', 'Dès le premier dépôt', 'From its first deposit on'),
    column('to_last', 'boolean', "Jusqu'au dernier dépôt", 'To its last deposit'),
    ...objectLosses,
    column('damaged_files', 'count', 'Fichiers concernés', 'Files concerned'),
    column('first_damaged_at', 'time', 'Premier dépôt touché', 'First deposit damaged'),
    column('last_damaged_at', 'time', 'Dernier dépôt touché', 'Last deposit damaged'),
    column('rest_rate', 'rate', 'Taux de touchés hors regroupements', 'Damaged rate outside clusters'),
    column('lift', 'rate', 'Rapport des taux', 'Ratio of the rates'),
    column('share', 'rate', 'Part des objets touchés', 'Share of the damaged objects'),
    column('covered', 'rate', 'Part cumulée', 'Cumulative share'),
  ],
}
