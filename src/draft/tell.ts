import type { CatalogueTable } from '../marketplace/catalogue.ts'
import type { Draft } from './draft.ts'
import type { KeyFit } from './fit-keys.ts'
import { LOOKS, type Look, type SeenColumn } from './look.ts'
import { fitWords } from './note.ts'
import { maskKey } from './shape.ts'
import { identifier, onOneLine, tableName } from './shown-name.ts'

const KEYS_SHOWN = 20

const titles: Record<Look, string> = {
  key: 'object keys?',
  size: 'sizes?',
  checksum: 'checksums?',
  date: 'dates?',
  id: 'ids',
}

/** @returns what `constat init` tells on the terminal: names, types and shapes, and never a value */
export function tellDraft(draft: Draft): string {
  const { files } = draft
  return `${tellTables(draft)}
${tellBucket(draft)}
Written, nothing overwritten:
  ${files.config}
${files.selects.map((file) => `  ${file}`).join('\n')}

Next:
  1. edit what is marked EDIT in ${files.config}
  2. write the five SELECTs in ${files.mapping}: each says what its columns mean and what may fill them
  3. constat doctor --config ${files.config}       until every line is ok
  4. constat reconcile --config ${files.config}`
}

function tellTables({ seen, unsampled }: Draft): string {
  const tables = [...new Set(seen.map(({ table }) => table))]
  const looked = tables.map((table) => ({
    table,
    columns: seen.filter((it) => it.table === table && it.look !== null),
  }))
  const mayHoldFiles = ({ columns }: { columns: SeenColumn[] }) =>
    columns.some(({ look }) => look === 'key' || look === 'size' || look === 'checksum')
  const shown = looked.filter(({ columns }) => columns.length > 0)
  const ordered = [...shown.filter(mayHoldFiles), ...shown.filter((table) => !mayHoldFiles(table))]
  const late =
    unsampled === 0 ? '' : `  (of ${unsampled} tables no values were looked at: it took too long)\n`
  return `Tables and views that the role may read: ${tables.length}. By names, types and the shape of a few values:
${late}${ordered.map(({ table, columns }) => tellTable(table, columns)).join('')}`
}

function tellTable(table: CatalogueTable, columns: readonly SeenColumn[]): string {
  const rows =
    table.rows === null ? 'rows unknown' : `about ${Math.round(table.rows).toLocaleString('en')} rows`
  const lines = LOOKS.flatMap((look) => {
    const those = columns.filter((column) => column.look === look)
    const words = those.map(({ column, why }) => `${identifier(column.name)} (${onOneLine(why)})`)
    return words.length === 0 ? [] : [`    ${titles[look].padEnd(13)}${words.join(', ')}`]
  })
  return `\n  ${tableName(table)}, ${rows}\n${lines.join('\n')}\n`
}

function tellBucket({ bucket, fits }: Draft): string {
  if (!bucket.answers)
    return `The bucket ${bucket.name} did not answer (${bucket.error}): no column was held against its keys.
  → ${bucket.advice}
`
  if (bucket.keys.length === 0)
    return `The bucket ${bucket.name} holds no object: no column was held against its keys.\n`
  const shapes = [...new Set(bucket.keys.slice(0, KEYS_SHOWN).map(maskKey))]
  return `The first keys of the bucket ${bucket.name} are written like this (letters a, digits 9):
${shapes.map((shape) => `  ${shape}`).join('\n')}

Columns that may hold keys, asked for in the bucket:
${fits.length === 0 ? '  none: no column looks like keys\n' : fits.map(tellFit).join('')}`
}

function tellFit(fit: KeyFit): string {
  const { table, column } = fit.column
  return `  ${tableName(table)}.${identifier(column.name)}: ${fitWords(fit)}\n`
}
