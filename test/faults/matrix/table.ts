import { readFileSync, writeFileSync } from 'node:fs'
import type { Fault } from './fault.ts'
import type { Tried } from './run-try.ts'

/** One fault, and what its tries gave. */
export type Line = { fault: Fault; tried: readonly Tried[] }

const BEGIN = '<!-- the matrix: written by npm run test:faults -->'
const END = '<!-- end of the matrix -->'

/** Writes the matrix into a page, between its two marks. */
export function writeMatrix(page: string, lines: readonly Line[]): void {
  const text = readFileSync(page, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`${page} has no place for the matrix`)
  writeFileSync(page, `${text.slice(0, begin)}${BEGIN}\n\n${matrix(lines)}\n\n${text.slice(end)}`)
}

function matrix(lines: readonly Line[]): string {
  const tries = lines.flatMap(({ tried }) => tried)
  const wrong = tries.reduce((sum, one) => sum + wrongOf(one), 0)
  return [
    `${lines.length} faults, ${tries.length} tries, ${wrong} wrong verdicts.`,
    '',
    '| where | fault | tries | wrong verdicts | outcome |',
    '|---|---|---:|---:|---|',
    ...lines.map(
      ({ fault, tried }) =>
        `| ${fault.area} | ${fault.what} | ${tried.length} | ${tried.reduce((sum, one) => sum + wrongOf(one), 0)} | ${outcome(tried)} |`,
    ),
  ].join('\n')
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
