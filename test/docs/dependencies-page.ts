import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { broughtBy, type Lock, licenceOf } from '../../supply/lock.ts'

/** One row of the page, by its package. Dates and sizes cost a question, so a row that still holds is kept. */
export type Row = {
  name: string
  version: string
  /** The newest release when the row was written. */
  newest: string
  licence: string
  size: string
  /** Folders of the modules that import it. */
  where: string
  /** Written by hand. */
  why: string
}

export const HEAD: Row = {
  name: 'package',
  version: 'version, of',
  newest: 'newest then, of',
  licence: 'licence',
  size: 'MB',
  where: 'in',
  why: 'why, and why not another',
}

/** Sizes are those of the platform that CI has; on another the page's stand. */
const MEASURED = process.platform === 'linux' && process.arch === 'x64'

/** @returns the rows of the table, by package */
export function parseRows(table: string): Map<string, Row> {
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, name = '', version = '', newest = '', licence = '', size = '', where = '', why = ''] = line
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim())
      return { name: name.replaceAll('`', ''), version, newest, licence, size, where, why }
    })
  return new Map(rows.map((row) => [row.name, row]))
}

export function renderRows(rows: readonly Row[]): string {
  const line = ({ name, version, newest, licence, size, where, why }: Row) =>
    `| ${[name, version, newest, licence, size, where, why].join(' | ')} |`
  const rule = HEAD && `|${'---|'.repeat(Object.keys(HEAD).length)}`
  return [line(HEAD), rule, ...rows.map((row) => line({ ...row, name: `\`${row.name}\`` }))].join('\n')
}

/** @returns what the row of a dependency ought to say @param said the row as the page has it */
export function describe(
  name: string,
  { locked, names, importers, said }: Described & { said: Row | undefined },
): Row {
  const path = `node_modules/${name}`
  const { version = '' } = locked[path] ?? {}
  const kept = said?.version.startsWith(`${version}, `) ? said : askRegistry(name, version)
  return {
    name,
    version: kept.version,
    newest: kept.newest,
    licence: licenceOf(path, locked[path] ?? {}) ?? 'none',
    size: MEASURED || said === undefined ? sizeOf(name, locked, names) : said.size,
    where: (importers.get(name) ?? []).map((folder) => `\`${folder}\``).join(', '),
    why: said?.why ?? '',
  }
}

type Described = { locked: Lock; names: readonly string[]; importers: Map<string, string[]> }

function askRegistry(name: string, version: string): Pick<Row, 'version' | 'newest'> {
  const told = execFileSync('npm', ['view', name, 'time', 'dist-tags', '--json'], { encoding: 'utf8' })
  const { time, 'dist-tags': tags } = JSON.parse(told) as {
    time: Record<string, string>
    'dist-tags': { latest: string }
  }
  const dated = (of: string) => `${of}, ${time[of]?.slice(0, 10)}`
  return { version: dated(version), newest: version === tags.latest ? 'the same' : dated(tags.latest) }
}

/** Its own, and what would go with it: the packages that nothing else brings. */
function sizeOf(name: string, locked: Lock, names: readonly string[]): string {
  const own = `node_modules/${name}`
  const rest = broughtBy(
    locked,
    names.filter((other) => other !== name),
  )
  const only = [...broughtBy(locked, [name])].filter((path) => path !== own && !rest.has(path))
  const there = only.filter((path) => existsSync(path))
  const more = there.length === 0 ? '' : `; ${there.length} only for it: ${megabytes(there)}`
  return `${megabytes([own])}${more}`
}

/** @returns the length of what is installed in these folders, packages within them left out */
export function megabytes(paths: readonly string[]): string {
  const bytes = paths.reduce((sum, path) => sum + bytesOf(path), 0)
  return (bytes / 1e6).toFixed(bytes < 95_000 ? 2 : 1)
}

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.isDirectory())
      return entry.name === 'node_modules' ? sum : sum + bytesOf(join(folder, entry.name))
    return entry.isFile() ? sum + statSync(join(folder, entry.name)).size : sum
  }, 0)
}
