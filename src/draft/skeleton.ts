import type { ColumnType, ContractSelect } from '../marketplace/contract.ts'
import { CONTRACT_MEANING } from '../marketplace/contract-meaning.ts'
import { DRAFT_MARK } from '../marketplace/draft-mark.ts'
import type { SeenColumn } from './look.ts'
import { identifier, onOneLine, tableName } from './shown-name.ts'
import type { Suggestions } from './suggest.ts'

/**
 * Writes the draft of one SELECT: it gives the contract's columns and no rows, each column with what it means and the
 * column of the database that may fill it.
 *
 * @param keyNotes what storage told of columns that may hold keys
 */
export function skeleton(
  { name, columns }: ContractSelect,
  suggestions: Suggestions,
  keyNotes: ReadonlyMap<SeenColumn, string>,
): string {
  const meaning = CONTRACT_MEANING[name]
  const last = columns.length - 1
  const lines = columns.flatMap((column, i) => {
    const words = meaning?.columns[column.name]
    const suggestion = suggestions.get(column.name)
    const comma = i === last ? '' : ','
    return [
      `  -- ${column.name}: ${words?.meaning ?? ''}${words?.nullable ? ' (may be null)' : ''}`,
      ...(suggestion === undefined
        ? []
        : [`  --   perhaps ${nameOf(suggestion)} (${whyOf(suggestion, column.name, keyNotes)})`]),
      `  null::${sqlType[column.type]} as ${column.name}${comma}`,
    ]
  })
  return `-- One row per ${meaning?.row ?? name}.
--
-- A draft: it gives the columns that constat reads, and no rows. Put your own expressions in place of the nulls, and
-- your own FROM (joins, UNION ALL: any one SELECT will do) in place of "where false". What there is none of stays
-- null. Numbers and dates may stay the texts that old bases keep: they are read row by row.
-- "perhaps" is a guess from names, types and the shape of a few values; nobody has checked it.
select
${lines.join('\n')}
${homesOf(suggestions)}where false -- ${DRAFT_MARK}: these words go when the SELECT is written
`
}

const sqlType: Record<ColumnType, string> = {
  text: 'text',
  number: 'bigint',
  time: 'timestamptz',
  boolean: 'boolean',
}

function nameOf({ table, column }: SeenColumn): string {
  return `${tableName(table)}.${identifier(column.name)}`
}

function whyOf(suggestion: SeenColumn, column: string, keyNotes: ReadonlyMap<SeenColumn, string>): string {
  const note = column === 'object_key' ? keyNotes.get(suggestion) : undefined
  return onOneLine(note === undefined ? suggestion.why : `${suggestion.why}; ${note}`)
}

function homesOf(suggestions: Suggestions): string {
  const tables = [...new Set([...suggestions.values()].map(({ table }) => tableName(table)))]
  return tables.length === 0 ? '' : `-- perhaps from ${tables.join(', ')}\n`
}
