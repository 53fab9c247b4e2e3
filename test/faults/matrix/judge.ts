import { join } from 'node:path'
import { readCsv, readSummaryFile } from '../../support/summary.ts'
import type { Promised } from './estate.ts'

export type Judged = {
  /** What was said and is not so. */
  wrong: string[]
  /** Objects whose state, or whose recovery, was left unknown. */
  unknown: number
  /** Of all objects that were not called intact. */
  evidence: string
}

/**
 * Holds what a finished run says of every promised object against what is right. `unknown` is never wrong; everything
 * else that is not so is.
 */
export async function judge(run: string, promised: readonly Promised[]): Promise<Judged> {
  const findings = await readCsv(join(run, 'findings.csv'))
  const said = new Map(findings.map((finding) => [finding['object_key'] ?? '', finding]))
  const wrong: string[] = []
  let unknown = 0
  const counts = { intact: 0, altered: 0, missing: 0, unknown: 0, lost: 0, recoverable: 0 }
  for (const { object_key, truth } of promised) {
    const { state, recovery = '', evidence } = said.get(object_key) ?? { state: 'intact' }
    if (state === 'unknown' || recovery === 'unknown') unknown++
    if (state !== 'unknown' && state !== truth.state)
      wrong.push(`${object_key} is ${truth.state}, said ${state}: ${evidence}`)
    else if (!['', 'unknown', truth.recovery].includes(recovery))
      wrong.push(`${object_key} has recovery ${truth.recovery}, said ${recovery}: ${evidence}`)
    counts[(state ?? 'intact') as 'intact' | 'altered' | 'missing' | 'unknown']++
    if (recovery === 'none') counts.lost++
    else if (recovery !== '' && recovery !== 'unknown') counts.recoverable++
  }
  const { kinds } = readSummaryFile(run)
  const totals = Object.values(kinds).map(({ objects }) => objects)
  for (const [name, n] of Object.entries({ ...counts, expected: promised.length })) {
    const told = totals.reduce((sum, total) => sum + total[name as keyof typeof counts], 0)
    if (told !== n) wrong.push(`the summary counts ${told} ${name}, the rows ${n}`)
  }
  return { wrong, unknown, evidence: findings.map(({ evidence }) => evidence).join('\n') }
}
