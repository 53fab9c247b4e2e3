import type { Estate } from './estate.ts'
import type { Answer } from './oracle/answer.ts'

/** How often each thing was met, by its name: `state missing`, `rule leading-slash`, `verify all`… */
export type Coverage = Map<string, number>

/** Everything that a hundred estates must hold at least once, so that none of it quietly ceases to be tried. */
export const TO_MEET = [
  ...['intact', 'altered', 'missing', 'unknown', 'not_expected'].map((it) => `state ${it}`),
  ...['empty', 'size', 'checksum', 'absent', 'listed-only'].map((it) => `reason ${it}`),
  ...['forbidden', 'error', 'not-listed', 'ambiguous', 'no-key'].map((it) => `reason ${it}`),
  ...['listed', 'size', 'checksum'].map((it) => `assurance ${it}`),
  ...['unicode-form', 'percent-encoding', 'plus-for-space'].map((it) => `rule ${it}`),
  ...['mojibake-latin-1', 'mojibake-cp1252', 'leading-slash'].map((it) => `rule ${it}`),
  ...['relocated', 'replica', 'version', 'none', 'unknown'].map((it) => `recovery ${it}`),
  ...['withdrawn-since', 'rewritten', 'repromised', 'added-since'].map((it) => `change ${it}`),
  ...['none', 'stored', 'sample', 'all'].map((it) => `verify ${it}`),
  ...['no-key', 'bad-size', 'bad-date', 'bad-checksum', 'bad-boolean', 'bad-role'].map(
    (it) => `anomaly ${it}`,
  ),
  ...['no-kind', 'no-file-id', 'unknown-consultation', 'unknown-collectivity'].map((it) => `anomaly ${it}`),
  ...['unknown-bucket', 'two-kinds', 'conflicting-promises', 'duplicate-row'].map((it) => `anomaly ${it}`),
  'anomaly no-content',
  'orphan',
  'stored after the snapshot',
  'listing refused',
  'year undated',
  'file of several objects, one of them bad',
  'damaged though another rule finds it',
  'exit 0',
  'exit 1',
  'exit 3',
]

/** Adds what an estate and its answer hold. */
export function cover(coverage: Coverage, estate: Estate, right: Answer): void {
  const meet = (what: string) => coverage.set(what, (coverage.get(what) ?? 0) + 1)
  for (const verdict of right.verdicts) {
    meet(`state ${verdict.state}`)
    for (const of of ['reason', 'assurance', 'rule', 'recovery', 'change'] as const)
      if (verdict[of] !== null) meet(`${of} ${verdict[of]}`)
    if (verdict.year === 'undated') meet('year undated')
    if (verdict.rule !== null && verdict.state === 'altered') meet('damaged though another rule finds it')
  }
  for (const rows of Map.groupBy(right.verdicts, ({ file }) => file).values())
    if (rows.some(({ state }) => state === 'intact') && rows.some(({ recovery }) => recovery !== null))
      meet('file of several objects, one of them bad')
  for (const anomaly of right.anomalies) meet(`anomaly ${anomaly.split(' ')[1]}`)
  for (const _ of right.orphans) meet('orphan')
  meet(`verify ${estate.settings.verify.split(':')[0]}`)
  meet(`exit ${right.exitCode}`)
  for (const { keys, unlisted } of estate.primary) {
    if (keys.some(({ late }) => late)) meet('stored after the snapshot')
    if (unlisted !== null) meet('listing refused')
  }
}
