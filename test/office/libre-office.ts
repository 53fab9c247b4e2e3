import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { parseString } from 'fast-csv'

const run = promisify(execFile)

/** What LibreOffice saw in a file: a sheet's rows, and whether it took a cell for text or for a figure. */
export type Seen = { sheet: string; rows: { text: string; isText: boolean }[][] }

/** Stands before what was in quotes. */
const MARK = '\u0001'

/** The import dialog of a French spreadsheet: semicolons, double quotes, UTF-8, French ways of writing numbers. */
const FRENCH_CSV = 'CSV:59,34,76,1,,1036,false,true'
/** Tab-separated; texts in quotes, figures bare and unformatted, formulas as formulas; every sheet a file. */
const SEEN = 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,true,false,true,false,false,-1'

/**
 * Has LibreOffice open files, all in one process, and tell what it sees.
 *
 * @returns what it saw, by the name of the file
 * @throws Error when it is not installed, or opens none of them
 */
export async function openInLibreOffice(
  paths: readonly string[],
  kind: 'csv' | 'xlsx',
): Promise<Map<string, Seen[]>> {
  const out = mkdtempSync(join(tmpdir(), 'constat-office-'))
  const profile = `-env:UserInstallation=file://${out}/profile`
  const input = kind === 'csv' ? [`--infilter=${FRENCH_CSV}`] : []
  await run('soffice', [
    profile,
    '--headless',
    ...input,
    '--convert-to',
    SEEN,
    '--outdir',
    out,
    ...paths,
  ]).catch((cause: unknown) => {
    throw new Error('LibreOffice did not open them; is it there? apt-get install libreoffice-calc-nogui', {
      cause,
    })
  })
  const seen = new Map<string, Seen[]>()
  for (const path of paths) {
    const name = basename(path, `.${kind}`)
    const files = globSync(`${name}-*.csv`, { cwd: out }).filter(
      (file) => kind === 'xlsx' || file === `${name}-${name}.csv`,
    )
    const sheets = files.map(async (file) => ({
      sheet: file.slice(name.length + 1, -'.csv'.length),
      rows: await cellsOf(readFileSync(join(out, file), 'utf8')),
    }))
    seen.set(basename(path), await Promise.all(sheets))
  }
  return seen
}

/** Quotes are what tells a text from a figure: they are marked before the parser takes them off. */
async function cellsOf(text: string): Promise<Seen['rows']> {
  const rows: Seen['rows'] = []
  const marked = text.replaceAll(/(^|\t|\n)"(?!"(?:\t|\n|$))/g, `$1"${MARK}`)
  for await (const row of parseString(marked, { delimiter: '\t', ignoreEmpty: false }))
    rows.push(
      (row as string[]).map((cell) => ({
        text: cell.startsWith(MARK) ? cell.slice(1) : cell,
        isText: cell.startsWith(MARK),
      })),
    )
  return rows.filter((row) => row.length > 1 || row[0]?.text !== '')
}
