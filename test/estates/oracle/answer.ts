import type { Estate } from '../estate.ts'
import { type Affected, affectedOf } from './affected.ts'
import { anomaliesOf, consultationAnomalies } from './anomalies.ts'
import { type FileVerdict, judgeFile, type Verdict } from './files.ts'
import { distrustedBuckets, explain, judge, type Looked, nameOf, type Placed, place } from './judge.ts'
import { askedObjects, objectsToRead, sampleSizes } from './look.ts'
import { fileOf, type Promised, readPromises, scopeFiles } from './promises.ts'
import { type Around, recover } from './recover.ts'
import { byFile, lookAgain, type Present } from './second-look.ts'
import { type Counted, countAll, type Figures } from './totals.ts'
import { World } from './world.ts'

/** The known answer of an estate. Bucket names are the estate's own. */
export type Answer = {
  verdicts: Verdict[]
  files: Map<string, FileVerdict>
  totals: Map<string, Figures>
  affected: Affected
  orphans: string[]
  anomalies: string[]
  anomalyCount: number
  /** What must be read beside a sample, and how large the sample of each kind must be. */
  mustRead: Set<string>
  sampleSizes: Map<string, number>
  exitCode: number
}

/**
 * What a run must say of an estate, by the words of the design: row by row, without SQL and without anything of the
 * code under test.
 *
 * @param read the objects whose content the run read: which ones a sample draws is the run's choice
 */
export function answer(estate: Estate, read: ReadonlySet<string>): Answer {
  const world = new World(estate)
  const promises = readPromises(estate, estate.rows)
  const files = scopeFiles(estate, promises)
  const inScope = (promised: Promised) => files.get(fileOf(promised))?.inScope === true
  const wanted = promises.filter((promised) => inScope(promised) && !promised.notExpected)
  const compares = estate.settings.verify !== 'none'
  const placed = place(world, promises, wanted)
  const distrusted = compares ? distrustedBuckets(estate, placed) : new Set<string>()
  const listing: Looked = { asked: new Set(), read: new Set(), compares, distrusted }
  const asking = { ...listing, asked: askedObjects(estate, placed, listing) }
  const looked = { ...asking, read }

  const present = secondLook(estate, world, promises, placed, looked)
  const orphans = orphansOf(estate, world, promises)
  const around: Around = {
    estate,
    world,
    looked,
    promised: new Set(promises.map(({ bucket, key }) => nameOf(bucket, key ?? ''))),
    orphans,
    sizes: damagedSizes(world, present, looked),
  }
  const verdicts = [
    ...present.map((row) => verdictOf(around, row, files.get(fileOf(row))?.year ?? '')),
    ...promises
      .filter((promised) => inScope(promised) && promised.notExpected)
      .map((promised) => notExpected(promised, files.get(fileOf(promised))?.year ?? '', null)),
  ]
  const fileVerdicts = new Map([...byFileOf(verdicts)].map(([file, rows]) => [file, judgeFile(rows)]))
  const anomalies = anomaliesOf(estate, promises, files)
  const things = counted(verdicts, fileVerdicts)
  return {
    verdicts,
    files: fileVerdicts,
    totals: countAll(things),
    affected: affectedOf(estate, things),
    orphans: orphans.map(({ bucket, object }) => nameOf(bucket, object.key)),
    anomalies,
    anomalyCount: anomalies.length + consultationAnomalies(estate),
    mustRead: objectsToRead(estate, world, placed, asking),
    sampleSizes: sampleSizes(estate, placed, listing),
    exitCode: exitCode(verdicts),
  }
}

/** Files of which an object would be called damaged are looked at again. */
function secondLook(
  estate: Estate,
  world: World,
  promises: readonly Promised[],
  placed: readonly Placed[],
  looked: Looked,
): Present[] {
  const before = byFile(promises)
  const after = byFile(readPromises(estate, estate.later))
  return [...byFile(placed)].flatMap(([file, rows]): Present[] => {
    const doubted = rows.some((row) => isDamaged(judge(world, row, looked)))
    if (!doubted) return rows.map((row) => ({ ...row, change: null }))
    return lookAgain(rows, before.get(file) ?? [], after.get(file) ?? [])
  })
}

function verdictOf(around: Around, row: Present, year: string): Verdict {
  if (row.notExpected) return notExpected(row, year, row.change)
  const judged = judge(around.world, row, around.looked)
  const recovered = isDamaged(judged) ? recover(around, row, judged.state === 'missing') : NOTHING_TO_RECOVER
  return { ...identity(row, year), ...judged, ...recovered, change: row.change }
}

const NOTHING_TO_RECOVER = { recovery: null, from: null, keys: [] }
const isDamaged = ({ state }: { state: string }) => state === 'missing' || state === 'altered'

function damagedSizes(world: World, present: readonly Present[], looked: Looked): Around['sizes'] {
  const damaged = present.filter((row) => !row.notExpected && isDamaged(judge(world, row, looked)))
  const byName = Map.groupBy(damaged, ({ bucket, key }) => nameOf(bucket, key ?? ''))
  return new Map([...byName].map(([name, rows]) => [name, new Set(rows.map(({ size }) => size))]))
}

function notExpected(row: Promised, year: string, change: string | null): Verdict {
  const nothing = { reason: null, assurance: null, rule: null, foundKey: null }
  return {
    ...identity(row, year),
    state: 'not_expected',
    ...nothing,
    ...NOTHING_TO_RECOVER,
    change,
  }
}

function identity(row: Promised, year: string) {
  return {
    name:
      row.row > 0
        ? `row ${row.row}`
        : `added ${JSON.stringify([fileOf(row), row.role, row.bucket, row.key])}`,
    file: fileOf(row),
    collectivity: row.collectivity,
    consultation: row.attached ? row.consultation : '',
    kind: row.kind,
    year,
    role: row.role,
  }
}

const byFileOf = (verdicts: readonly Verdict[]) => Map.groupBy(verdicts, ({ file }) => file)

function counted(verdicts: readonly Verdict[], files: ReadonlyMap<string, FileVerdict>): Counted[] {
  const of = ({ collectivity, consultation, kind, year }: Verdict) => ({
    collectivity,
    consultation,
    kind,
    year,
  })
  const objects = verdicts.map((verdict): Counted => {
    const { state, assurance, recovery, rule } = verdict
    return { unit: 'objects', ...of(verdict), state, assurance, recovery, byRule: rule !== null }
  })
  const signatures = objects
    .filter((_, n) => verdicts[n]?.role === 'signature')
    .map((object): Counted => ({ ...object, unit: 'signatures' }))
  const whole = [...byFileOf(verdicts)].flatMap(([file, rows]): Counted[] => {
    const [first] = rows
    const verdict = files.get(file)
    return first === undefined || verdict === undefined ? [] : [{ unit: 'files', ...of(first), ...verdict }]
  })
  return [...objects, ...signatures, ...whole]
}

/** Stored before the snapshot, named by no row, and explained by no rule. */
function orphansOf(estate: Estate, world: World, promises: readonly Promised[]): Around['orphans'] {
  const explained = explain(world, promises)
  return estate.primary.flatMap(({ bucket }) => {
    const named = new Set(promises.filter((promised) => promised.bucket === bucket).map(({ key }) => key))
    const found = new Set([...(explained.get(bucket)?.values() ?? [])].flat().map(({ object }) => object.key))
    return [...world.listed(bucket).values()]
      .filter(({ key, late }) => !late && !named.has(key) && !found.has(key))
      .map((object) => ({ bucket, object }))
  })
}

/** 3 when a source left something unknown, else 1 when something is lost; keys that nobody can tell do not count. */
function exitCode(verdicts: readonly Verdict[]): number {
  const open = ({ state, reason, recovery }: Verdict) =>
    recovery === 'unknown' || (state === 'unknown' && !['no-key', 'ambiguous'].includes(reason ?? ''))
  if (verdicts.some(open)) return 3
  return verdicts.some(({ recovery }) => recovery === 'none') ? 1 : 0
}
