import { bucket, column, kind } from '../columns.ts'
import { objectLosses } from '../loss-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'loss-clusters',
  readers: ['manager', 'analyst'],
  says: 'For the host and managers: which places failed, and from when to when, by the rule of incident-shape.md.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    column('rank', 'count', 'Rang', 'Rank', 'By the damaged objects that it explains; 1 is the first.'),
    bucket,
    column('prefix', 'identifier', 'Préfixe', 'Prefix', 'Where the keys begin so; empty: the whole bucket.'),
    column(
      'first_week',
      'date',
      'Première semaine (lundi)',
      'First week (Monday)',
      'Week of deposit that it begins with; empty for undated objects.',
    ),
    column(
      'last_week',
      'date',
      'Dernière semaine (lundi)',
      'Last week (Monday)',
      'Week of deposit that it ends with.',
    ),
    column(
      'from_first',
      'boolean',
      'Dès le premier dépôt',
      'From its first deposit on',
      'It begins with the first deposit that the place holds.',
    ),
    column(
      'to_last',
      'boolean',
      'Jusqu’au dernier dépôt',
      'To its last deposit',
      'It ends with the last deposit that the place holds.',
    ),
    ...objectLosses,
    column(
      'damaged_files',
      'count',
      'Fichiers concernés',
      'Files concerned',
      'Files that its damaged objects belong to.',
    ),
    column(
      'first_damaged_at',
      'time',
      'Premier dépôt touché',
      'First deposit damaged',
      'Time of deposit of its first damaged object.',
    ),
    column(
      'last_damaged_at',
      'time',
      'Dernier dépôt touché',
      'Last deposit damaged',
      'Time of deposit of its last damaged object.',
    ),
    column(
      'rest_rate',
      'rate',
      'Taux de touchés hors regroupements',
      'Damaged rate outside clusters',
      'damaged / expected of the kind outside of all clusters.',
    ),
    column('lift', 'rate', 'Rapport des taux', 'Ratio of the rates', 'Its damaged rate over that outside.'),
    column(
      'share',
      'rate',
      'Part des objets touchés',
      'Share of the damaged objects',
      'Of the damaged objects of the kind.',
    ),
    column('covered', 'rate', 'Part cumulée', 'Cumulative share', 'Of this cluster and all before it.'),
  ],
}
