import { readFileSync, writeFileSync } from 'node:fs'
import type { Fault } from './fault.ts'
import type { Tried } from './run-try.ts'

/** One fault, and what its tries gave. */
type Line = { fault: Fault; tried: readonly Tried[] }

const BEGIN = '<!-- the matrix: written by npm run test:faults -->'
const END = '<!-- end of the matrix -->'

/** Writes the lines of the faults that were tried into a page, between its two marks; those of others stay. */
export function writeMatrix(page: string, tried: readonly Line[], faults: readonly Fault[]): void {
  const text = readFileSync(page, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`${page} has no place for the matrix`)
  const before = text.slice(begin, end).split('\n')
  const rows = faults.flatMap((fault) => {
    const line = tried.find((one) => one.fault.what === fault.what)
    return line === undefined ? before.filter((row) => row.startsWith(head(fault))) : [rowOf(line)]
  })
  writeFileSync(page, `${text.slice(0, begin)}${BEGIN}\n\n${matrix(rows)}\n\n${text.slice(end)}`)
}

function matrix(rows: readonly string[]): string {
  const sum = (column: number) => rows.reduce((all, row) => all + Number(row.split(' | ')[column]), 0)
  return [
    `${rows.length} faults, ${sum(2)} tries, ${sum(3)} wrong verdicts.`,
    '',
    '| where | fault | tries | wrong verdicts | outcome |',
    '|---|---|---:|---:|---|',
    ...rows,
  ].join('\n')
}

function head({ area, what }: Fault): string {
  return `| ${area} | ${what} |`
}

function rowOf({ fault, tried }: Line): string {
  const wrong = tried.reduce((sum, one) => sum + wrongOf(one), 0)
  return `${head(fault)} ${tried.length} | ${wrong} | ${outcome(tried)} |`
}

function wrongOf({ wrong, resumed }: Tried): number {
  return wrong.length + (resumed?.wrong.length ?? 0)
}

function outcome(tried: readonly Tried[]): string {
  const groups = Map.groupBy(tried, describe)
  const ended = [...groups].map(([text, same]) => (groups.size === 1 ? text : `${same.length} × ${text}`))
  const settled = tried.some(({ resumed }) => resumed?.code === 1 && resumed.unknown === 0)
  return `${ended.join('; ')}${settled ? '; all settled by `--resume` once it was over' : ''}`
}

function describe({ code }: Tried): string {
  if (code === 1) return 'overcome: all verdicts given (1)'
  if (code === 3) return 'some unknown (3)'
  if (code === 4) return 'nothing concluded (4)'
  if (code === 5) return 'stopped by a guard (5)'
  return `refused (${code})`
}
