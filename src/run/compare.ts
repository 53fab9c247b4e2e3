import { basename, join } from 'node:path'
import { renderComparison } from '../../reports/compare/terminal.ts'
import { writeComparison } from '../../reports/comparison.ts'
import { describeFolder } from '../../reports/index.ts'
import { comparePair, type Pair, prepareComparison } from '../compare/compare-pair.ts'
import { differencesOf, type RunFacts, shareAStore } from '../compare/difference.ts'
import type { OutputConfig } from '../config/schema.ts'
import { type Facts, readFact } from '../store/fact.ts'
import { RunStore } from '../store/run-store.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Journal } from '../vocabulary/journal.ts'
import { refusePurged } from './finished-run.ts'
import { existingRun, RUN_STORE } from './run-folder.ts'

type FinishedRun = RunFacts & { name: string; folder: string; store: string }

/**
 * Compares finished runs, each with the one whose snapshot is next, from their run stores alone.
 *
 * @param names of the runs, in any order: bare names lie under the output folder
 * @param into where the reports are written; by default the folder of the latest run
 * @returns the folder, and what changed, a line for each pair
 * @throws Failure (2) when there are fewer than two, one is not there or not finished, or two have no store in common
 */
export async function compareRuns(
  outputFolder: string,
  names: readonly string[],
  output: Pick<OutputConfig, 'locale' | 'csv'>,
  journal: Journal,
  into?: string,
): Promise<{ folder: string; summary: string }> {
  const folders = new Set(names.map((name) => existingRun(outputFolder, name)))
  if (folders.size < 2) {
    throw new Failure(EXIT.usage, 'there is one run only, and two are compared', 'name another run')
  }
  const runs = withOwnNames(await Promise.all([...folders].map(readFinished))).toSorted(byTime)
  const latest = runs.at(-1) as FinishedRun
  const pairs = runs.slice(1).map((after, i) => pairOf(runs[i] as FinishedRun, after))
  const timeZone = latest.incident.time_zone
  const session = await RunStore.open(':memory:', { timeZone, onModel: (name) => journal.step(name) })
  try {
    journal.stage('compare')
    await prepareComparison(session)
    for (const pair of pairs) await comparePair(session, pair)
    const folder = into ?? latest.folder
    await writeComparison(session, folder, output, timeZone)
    if (into === undefined) await describeAnew(latest, output.locale)
    return { folder, summary: await renderComparison(session, pairs, output.locale) }
  } finally {
    await session.close()
  }
}

/** The catalogue of a run's folder names what a comparison put there. */
async function describeAnew(
  { store: path, folder }: FinishedRun,
  locale: OutputConfig['locale'],
): Promise<void> {
  const store = await RunStore.open(path, { timeZone: 'UTC', readOnly: true })
  try {
    await describeFolder(store, folder, locale)
  } finally {
    await store.close()
  }
}

/** Runs of one name in two folders are called by their folders. */
function withOwnNames(runs: readonly FinishedRun[]): FinishedRun[] {
  return runs.map((run) => {
    const alone = runs.filter(({ name }) => name === run.name).length === 1
    return alone ? run : { ...run, name: run.folder }
  })
}

function byTime(a: FinishedRun, b: FinishedRun): number {
  return Date.parse(a.snapshot.taken_at) - Date.parse(b.snapshot.taken_at)
}

function pairOf(before: FinishedRun, after: FinishedRun): Pair {
  if (!shareAStore(before, after)) {
    throw new Failure(
      EXIT.usage,
      `${before.folder} and ${after.folder} have no primary store in common`,
      'compare runs of one estate',
    )
  }
  return { before, after, differences: differencesOf(before, after) }
}

async function readFinished(folder: string): Promise<FinishedRun> {
  const path = join(folder, RUN_STORE)
  const store = await RunStore.open(path, { timeZone: 'UTC', readOnly: true })
  try {
    const fact = async <N extends keyof Facts>(name: N): Promise<Facts[N]> => {
      const value = await readFact(store, name).catch(() => undefined)
      if (value !== undefined) return value
      throw new Failure(
        EXIT.usage,
        `the run in ${folder} did not come to its end`,
        'finish it with reconcile --resume',
      )
    }
    await fact('finished')
    await refusePurged(store, folder)
    return {
      name: basename(folder),
      folder,
      store: path,
      identity: await fact('identity'),
      incident: await fact('incident'),
      scope: await fact('scope'),
      inventory: await fact('inventory'),
      snapshot: await fact('snapshot'),
    }
  } finally {
    await store.close()
  }
}
