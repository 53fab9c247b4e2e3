import type { Summary, Totals } from '../../reports/summary/schema.ts'
import type { Answer } from './oracle/answer.ts'
import type { Verdict } from './oracle/files.ts'
import { FIGURES, totalName } from './oracle/totals.ts'
import type { Observed } from './world/observe.ts'

/** @returns every difference between what a run said and the known answer, one line each; none when it is right */
export function differences(answer: Answer, observed: Observed & { exitCode: number }): string[] {
  return [
    ...objectDifferences(answer, observed),
    ...fileDifferences(answer, observed),
    ...mapDifferences('total', answer.totals, observed.totals),
    ...listDifferences('orphan', answer.orphans, observed.orphans),
    ...listDifferences('anomaly', answer.anomalies, observed.anomalies),
    ...sampleDifferences(answer, observed),
    ...different('exit code', answer.exitCode, observed.exitCode),
    ...summaryDifferences(answer, observed),
  ]
}

/** Rows that were not looked at one by one must be intact, or not expected. */
function objectDifferences({ verdicts }: Answer, { objects }: Observed): string[] {
  const known = new Map(verdicts.map((verdict) => [verdict.name, verdict]))
  return [
    ...verdicts.flatMap((verdict) => {
      const said = objects.get(verdict.name)
      const right = rightOf(verdict, said)
      if (said !== undefined) return different(verdict.name, right, said)
      const plain = verdict.change === null && verdict.rule === null
      if (plain && (verdict.state === 'intact' || verdict.state === 'not_expected')) return []
      return [`${verdict.name}: expected ${JSON.stringify(right)}, got no verdict`]
    }),
    ...[...objects]
      .filter(([name]) => !known.has(name))
      .map(([name, said]) => `${name}: expected no verdict, got ${JSON.stringify(said)}`),
  ]
}

/** Where several copies are as good, the one that the run chose is right. */
function rightOf(verdict: Verdict, said: Record<string, unknown> | undefined): Record<string, unknown> {
  const { state, reason, assurance, rule, foundKey, recovery, from, keys, change } = verdict
  const key = keys.find((one) => one === said?.['key']) ?? keys[0] ?? null
  // By what rule a row was found that is no longer expected is nobody's concern.
  if (state === 'not_expected') return { ...said, state, reason, assurance, recovery, change }
  return { state, reason, assurance, rule, foundKey, recovery, from, key, change }
}

function fileDifferences({ files }: Answer, observed: Observed): string[] {
  return [...observed.files].flatMap(([file, said]) => {
    const right = files.get(file)
    return right === undefined
      ? [`file ${file}: expected no verdict, got ${JSON.stringify(said)}`]
      : different(`file ${file}`, right, said)
  })
}

function sampleDifferences({ mustRead, sampleSizes }: Answer, { read, drawn }: Observed): string[] {
  return [
    ...[...mustRead].filter((name) => !read.has(name)).map((name) => `not read: ${name}`),
    ...(sampleSizes.size > 0 ? mapDifferences('sample', sampleSizes, drawn) : []),
  ]
}

function summaryDifferences(answer: Answer, { summary }: Observed): string[] {
  const { orphans, anomalies, collectivities, consultations, buyers, run } = summary
  const right = {
    orphans: answer.orphans.length,
    anomalies: answer.anomalyCount,
    exitCode: answer.exitCode,
    ...answer.affected,
  }
  const said = {
    orphans,
    anomalies,
    exitCode: run.exit_code,
    collectivities: collectivities.affected,
    consultations: consultations.affected,
    buyers: buyers.affected,
    withoutContact: buyers.without_contact,
  }
  return [...different('summary', right, said), ...kindDifferences(answer, summary)]
}

/** The figures of each kind, and of each of its years, as the summary tells them. */
function kindDifferences({ totals }: Answer, { kinds }: Summary): string[] {
  return Object.entries(kinds).flatMap(([kind, { years, ...ofKind }]) =>
    (['files', 'objects', 'signatures'] as const).flatMap((unit) => [
      ...different(
        `summary ${unit} of ${kind}`,
        totals.get(totalName(unit, 'kind', [kind])) ?? NOTHING,
        flat(ofKind[unit]),
      ),
      ...Object.entries(years).flatMap(([year, ofYear]) =>
        different(
          `summary ${unit} of ${kind} in ${year}`,
          totals.get(totalName(unit, 'kind-year', [kind, year])) ?? NOTHING,
          flat(ofYear[unit]),
        ),
      ),
    ]),
  )
}

const NOTHING = Object.fromEntries(FIGURES.map((figure) => [figure, 0]))

function flat({ assurance, ...figures }: Totals): Record<string, number> {
  const counts = Object.entries(figures).filter(([name]) => !name.includes('rate'))
  const assurances = Object.entries(assurance).map(([name, n]) => [`assurance_${name}`, n] as const)
  return Object.fromEntries([...counts, ...assurances]) as Record<string, number>
}

function mapDifferences(
  what: string,
  right: ReadonlyMap<string, unknown>,
  said: ReadonlyMap<string, unknown>,
) {
  return [...new Set([...right.keys(), ...said.keys()])].flatMap((name) =>
    different(`${what} ${name}`, right.get(name), said.get(name)),
  )
}

function listDifferences(what: string, right: readonly string[], said: readonly string[]): string[] {
  const left = [...said]
  const lacking = right.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return [
    ...lacking.map((one) => `${what} not told: ${one}`),
    ...left.map((one) => `${what} told and none: ${one}`),
  ]
}

function different(what: string, right: unknown, said: unknown): string[] {
  const [a, b] = [right, said].map((value) => JSON.stringify(value, sortedKeys))
  return a === b ? [] : [`${what}: expected ${a}, got ${b}`]
}

function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
