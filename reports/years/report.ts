import type { Label } from '../../src/render/column.ts'
import { column, kind, year } from '../columns.ts'
import { fileTotals } from '../figure-columns.ts'
import type { TableReport } from '../report.ts'

export const report: TableReport = {
  name: 'years',
  readers: ['manager', 'analyst'],
  says: 'Each kind and year, in files, in objects and in signatures.',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    year,
    column('unit', 'word', 'Unité', 'Unit', 'What the row counts.'),
    ...fileTotals.map((c) => ({ ...c, label: withoutFiles(c.label) })),
  ],
}

/** The unit stands in a column of its own here, so the labels do not name it. */
function withoutFiles({ fr, en }: Label): Label {
  const bare = (label: string, unit: RegExp) =>
    label.replace(unit, '').replace(/^./, (first) => first.toUpperCase())
  return { fr: bare(fr, /^Fichiers /), en: bare(en, /^Files /) }
}
