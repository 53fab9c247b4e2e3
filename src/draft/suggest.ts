import type { CatalogueTable } from '../marketplace/catalogue.ts'
import { CONTRACT, type ContractColumn, type ContractSelect } from '../marketplace/contract.ts'
import { CONTRACT_NAMES, type SelectNames } from './contract-names.ts'
import type { SeenColumn } from './look.ts'
import { fits } from './words-of-name.ts'

/** For each column of a SELECT of the contract that has one, the column of the database that fits best. */
export type Suggestions = Map<string, SeenColumn>

/**
 * Proposes columns for the contract. A SELECT has one home: the table that by its name may hold it and has most of
 * its columns (for the expected objects, the table of the keys). What the home lacks is looked for in other tables of
 * such names. Nothing of it is sure; it saves a reader from going through every table.
 *
 * @param seen every column of the database
 * @param key the column that is known to hold keys, when storage told
 * @returns suggestions by the name of the SELECT
 */
export function suggest(seen: readonly SeenColumn[], key?: SeenColumn): Map<string, Suggestions> {
  return new Map(CONTRACT.map((select) => [select.name, suggestFor(select, seen, key)]))
}

function suggestFor(select: ContractSelect, seen: readonly SeenColumn[], key?: SeenColumn): Suggestions {
  const names = CONTRACT_NAMES[select.name]
  if (names === undefined) return new Map()
  const objectKey = select.name === 'expected-objects' ? (key ?? heaviest(seen.filter(isKey))) : undefined
  const tables = tablesOf(seen).filter((table) => table === objectKey?.table || mayHold(table, names))
  const byTable = tables.map((table) => {
    const columns = seen.filter((column) => column.table === table)
    return { table, found: bestOf(select, names, columns) }
  })
  const home = byTable
    .filter(({ table }) => objectKey === undefined || table === objectKey.table)
    .reduce<(typeof byTable)[number] | undefined>(
      (best, next) => (best === undefined || next.found.size > best.found.size ? next : best),
      undefined,
    )
  if (home === undefined) return new Map()
  const elsewhere = objectKey === undefined ? [] : byTable.filter((other) => other !== home)
  const suggestions: Suggestions = new Map()
  for (const { name } of select.columns) {
    const best = home.found.get(name) ?? surest(elsewhere.map(({ found }) => found.get(name)))
    if (best !== undefined) suggestions.set(name, best.candidate)
  }
  if (objectKey !== undefined) suggestions.set('object_key', objectKey)
  return suggestions
}

type Scored = { candidate: SeenColumn; score: number }

/** @returns for each column of the SELECT the one of these columns that fits best, where any does */
function bestOf(
  select: ContractSelect,
  names: SelectNames,
  columns: readonly SeenColumn[],
): Map<string, Scored> {
  const found = new Map<string, Scored>()
  for (const column of select.columns) {
    const wanted = names.columns[column.name]
    if (wanted === undefined) continue
    const best = surest(
      columns
        .filter((candidate) => mayFill(candidate, column))
        .map((candidate) => ({ candidate, score: score(candidate, wanted) })),
    )
    if (best !== undefined) found.set(column.name, best)
  }
  return found
}

function surest(scored: readonly (Scored | undefined)[]): Scored | undefined {
  return scored.reduce<Scored | undefined>(
    (best, next) => (next !== undefined && next.score > (best?.score ?? 0) ? next : best),
    undefined,
  )
}

function score(candidate: SeenColumn, { names, look }: SelectNames['columns'][string] & object): number {
  if (look !== undefined && candidate.look !== look) return 0
  if (names.length === 0) return candidate.weight
  const name = candidate.column.name
  const first = names.findIndex((phrase) => fits(name, [phrase]) > 0)
  return first < 0 ? 0 : 100 * fits(name, names) + (names.length - first)
}

/** Text may hold anything in an old base; of other types only what the contract's reader accepts. */
function mayFill({ column, look }: SeenColumn, { type }: ContractColumn): boolean {
  if (column.family === 'text') return true
  switch (type) {
    case 'text':
      return column.family !== 'other'
    case 'number':
      return column.family === 'number' && look !== 'id'
    case 'time':
      return column.family === 'time'
    case 'boolean':
      return column.family === 'boolean' || column.family === 'number'
  }
}

function mayHold({ name }: CatalogueTable, { tables, linking }: SelectNames): boolean {
  if (linking !== undefined) return linking.every((phrases) => fits(name, phrases) > 0)
  return fits(name, tables) > 0
}

function isKey({ look }: SeenColumn): boolean {
  return look === 'key'
}

/** @returns the surest; of equally sure ones that of the largest table */
function heaviest(seen: readonly SeenColumn[]): SeenColumn | undefined {
  return seen.toSorted((a, b) => b.weight - a.weight || (b.table.rows ?? 0) - (a.table.rows ?? 0))[0]
}

function tablesOf(seen: readonly SeenColumn[]): CatalogueTable[] {
  return [...new Set(seen.map(({ table }) => table))]
}
