import type { Column } from '../src/render/column.ts'
import { column } from './columns.ts'

/** The figures of one grain, counted in files. */
export const fileTotals: Column[] = [
  column(
    'expected',
    'count',
    'Fichiers attendus',
    'Files expected',
    'What the database promises: intact + altered + missing + unknown.',
  ),
  column('intact', 'count', 'Fichiers présents', 'Files intact', 'There, and nothing known contradicts it.'),
  column('altered', 'count', 'Fichiers altérés', 'Files altered', 'There, but not what was deposited.'),
  column('missing', 'count', 'Fichiers manquants', 'Files missing', 'Confirmed absent.'),
  column('unknown', 'count', 'Fichiers indéterminés', 'Files unknown', 'Could not be established.'),
  column('damaged', 'count', 'Fichiers touchés', 'Files damaged', 'Missing or altered.'),
  column('lost', 'count', 'Fichiers perdus', 'Files lost', 'Damaged, and no configured source has a copy.'),
  column(
    'recoverable',
    'count',
    'Fichiers récupérables',
    'Files recoverable',
    'Damaged, and a copy was found.',
  ),
  column(
    'recovery_unknown',
    'count',
    'Récupération indéterminée',
    'Recovery unknown',
    'Damaged, and a source that may have a copy did not answer.',
  ),
  column(
    'not_expected',
    'count',
    'Fichiers non attendus',
    'Files not expected',
    'What the database itself says should hold nothing; in no rate.',
  ),
  column(
    'missing_rate',
    'rate',
    'Taux de manquants (sur attendus)',
    'Missing rate (of expected)',
    'missing / expected, from 0 to 1.',
  ),
  column(
    'damaged_rate',
    'rate',
    'Taux de touchés (sur attendus)',
    'Damaged rate (of expected)',
    'damaged / expected, from 0 to 1.',
  ),
  column(
    'lost_rate',
    'rate',
    'Taux de perdus (sur attendus)',
    'Lost rate (of expected)',
    'lost / expected, from 0 to 1.',
  ),
]

const ANSWERED_FOR = 'of the files that the row answers for.'

/** What befell the files that a contact answers for. */
export const damageCounts: Column[] = [
  column(
    'files_damaged',
    'count',
    'Fichiers touchés',
    'Files damaged',
    `Missing or altered, ${ANSWERED_FOR}`,
  ),
  column('files_missing', 'count', 'Fichiers manquants', 'Files missing', `Missing, ${ANSWERED_FOR}`),
  column('files_altered', 'count', 'Fichiers altérés', 'Files altered', `Altered, ${ANSWERED_FOR}`),
  column('files_lost', 'count', 'Fichiers perdus', 'Files lost', `Damaged without a copy, ${ANSWERED_FOR}`),
  column(
    'files_recoverable',
    'count',
    'Fichiers récupérables',
    'Files recoverable',
    `Damaged with a copy, ${ANSWERED_FOR}`,
  ),
  column(
    'files_recovery_unknown',
    'count',
    'Récupération indéterminée',
    'Recovery unknown',
    `Damaged, a source of copies did not answer, ${ANSWERED_FOR}`,
  ),
  column(
    'files_unknown',
    'count',
    'Fichiers indéterminés',
    'Files unknown',
    `Could not be established, ${ANSWERED_FOR}`,
  ),
]
