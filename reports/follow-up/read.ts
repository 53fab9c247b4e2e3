import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type GivenCell, type GivenTable, readTables } from '../../src/render/read-table.ts'
import { EXIT } from '../../src/vocabulary/exit-code.ts'
import { Failure } from '../../src/vocabulary/failure.ts'
import { buyerId, collectivityId, collectivityName, email, fullName } from '../columns.ts'
import { followUpColumns } from './columns.ts'
import { readGivenDate } from './given-date.ts'

/** What support noted of one contact. `buyer_id` is '' for the address of a collectivity. */
export type FollowUp = {
  collectivity_id: string
  buyer_id: string
  collectivity: string
  full_name: string
  email: string
  /** YYYY-MM-DD, or ''. */
  informed_on: string
  informed_by: string
  outcome: string
}

const KEYS = [collectivityId, buyerId]
const COLUMNS = [...KEYS, collectivityName, fullName, email, ...followUpColumns]

/** The lists of a run that support writes in; written again, they keep what is in them. */
const OF_A_RUN = ['buyers.csv', 'buyers.xlsx', 'follow-up-kept.csv']

/**
 * Reads what support noted, in the lists that are given back and in those that lie in the run's folder, which are about
 * to be written anew. A file that was given counts before one of the folder, and among these the one changed last.
 *
 * @returns one entry for each contact of whom something is noted
 * @throws Failure (2) that tells every line that cannot be understood
 */
export async function readFollowUps(folder: string, given: readonly string[]): Promise<FollowUp[]> {
  const own = OF_A_RUN.map((name) => join(folder, name)).filter((path) => existsSync(path))
  const changed = (path: string) => statSync(path).mtimeMs
  const known = new Map<string, FollowUp>()
  for (const path of own.sort((a, b) => changed(a) - changed(b)))
    for (const [key, note] of await notesOf(path, false)) known.set(key, note)
  for (const path of given) for (const [key, note] of await notesOf(path, true)) known.set(key, note)
  return [...known.values()]
}

async function notesOf(path: string, mustHaveColumns: boolean): Promise<Map<string, FollowUp>> {
  const tables = await readTables(path)
  const fitting = tables.filter(({ header }) => missingFrom(header).length === 0)
  if (fitting.length === 0) {
    if (!mustHaveColumns) return new Map()
    const missing = missingFrom(tables[0]?.header ?? [])
    throw new Failure(
      EXIT.usage,
      `${path} is no list of contacts: its first line has no ${missing.map((text) => `"${text}"`).join(', ')}`,
      'give back buyers.csv or buyers.xlsx with the header that constat wrote',
    )
  }
  const problems: string[] = []
  const notes = new Map<string, FollowUp>()
  for (const table of fitting) collect(table, notes, problems)
  if (problems.length > 0)
    throw new Failure(
      EXIT.usage,
      `${path} cannot be understood:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
      'mend these lines and give it again',
    )
  return notes
}

/** @returns the columns that a list must have and this one has not, as people read them */
function missingFrom(header: string[]): string[] {
  return [...KEYS, ...followUpColumns]
    .filter((column) => placeOf(column, header) < 0)
    .map(({ label }) => label.fr)
}

function placeOf({ name, label }: (typeof COLUMNS)[number], header: string[]): number {
  return header.findIndex((cell) => cell === name || cell === label.fr || cell === label.en)
}

function collect({ header, rows }: GivenTable, notes: Map<string, FollowUp>, problems: string[]): void {
  const places = Object.fromEntries(COLUMNS.map((column) => [column.name, placeOf(column, header)]))
  for (const { line, cells } of rows) {
    const cell = (name: string): GivenCell => cells[places[name] ?? -1] ?? ''
    const text = (name: string) => asText(cell(name))
    if (cells.slice(header.length).some((beyond) => beyond !== '')) {
      problems.push(`line ${line} has ${cells.length} cells, and the header ${header.length}`)
      continue
    }
    const informed_on = readGivenDate(cell('informed_on'))
    if (informed_on === undefined) {
      problems.push(`line ${line}: "${text('informed_on')}" is no date (expected JJ/MM/AAAA)`)
      continue
    }
    const said = { informed_on, informed_by: text('informed_by').trim(), outcome: text('outcome').trim() }
    if (Object.values(said).every((value) => value === '')) continue
    const [collectivity_id, buyer_id] = [text('collectivity_id'), text('buyer_id')]
    if (collectivity_id === '') {
      problems.push(`line ${line} says something of no collectivity`)
      continue
    }
    const who = { collectivity: text('collectivity'), full_name: text('full_name'), email: text('email') }
    const key = JSON.stringify([collectivity_id, buyer_id])
    const before = notes.get(key)
    if (
      before !== undefined &&
      Object.entries(said).some(([name, value]) => before[name as keyof FollowUp] !== value)
    )
      problems.push(`line ${line} says something else of the same contact than an earlier line`)
    notes.set(key, { collectivity_id, buyer_id, ...who, ...said })
  }
}

function asText(cell: GivenCell): string {
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}
