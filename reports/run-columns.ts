import { column } from './columns.ts'

export const runBefore = column(
  'run_before',
  'text',
  'Constat de départ',
  'Run before',
  'The folder of the earlier run.',
)
export const runAfter = column(
  'run_after',
  'text',
  'Constat d’arrivée',
  'Run after',
  'The folder of the later run.',
)
export const differs = column(
  'differs',
  'text',
  'Réserves (ce qui diffère)',
  'What differs',
  'What else is not the same in the two runs, and limits the comparison: incident, scope, mapping, stores, version.',
)
