import { readFollowUps } from '../../reports/follow-up/read.ts'
import { writeReports } from '../../reports/index.ts'
import { stageAnalysis } from '../analysis/stage.ts'
import type { LoadedConfig } from '../config/load.ts'
import { stageExpectations } from '../expectations/stage.ts'
import { checkGuards } from '../guards/check.ts'
import { stageInventory } from '../inventory/stage.ts'
import { connectMarketplace } from '../marketplace/connect.ts'
import { readMapping } from '../marketplace/mapping.ts'
import { stageMatch } from '../match/stage.ts'
import { runChecks } from '../preflight/checks.ts'
import { refuseWhatCannotConclude } from '../preflight/stage.ts'
import { stageProbe } from '../probe/stage.ts'
import { stageRecover } from '../recover/stage.ts'
import { stageSecondLook } from '../second-look/stage.ts'
import { openStores } from '../storage/open.ts'
import { recordFact } from '../store/fact.ts'
import { stageVerify } from '../verify/stage.ts'
import type { ExitCode } from '../vocabulary/exit-code.ts'
import { explainingDisk } from './disk.ts'
import { releaseHeap } from './heap.ts'
import { openRun, type RunOptions } from './open-run.ts'
import { finishedExitCode } from './outcome.ts'
import { runFolder } from './run-folder.ts'

export type Reconciliation = {
  folder: string
  exitCode: ExitCode /** The summary for the terminal. */
  summary: string
}

/**
 * The story of a run: what the database promises against what storage holds.
 *
 * @throws Failure when the run cannot go on; what it learned until then stays in the run store
 */
export function reconcile(loaded: LoadedConfig, options: RunOptions): Promise<Reconciliation> {
  return explainingDisk(loaded.config.output.folder, () => tellStory(loaded, options))
}

async function tellStory(loaded: LoadedConfig, options: RunOptions): Promise<Reconciliation> {
  const { config } = loaded
  await using opened = new AsyncDisposableStack()
  const mapping = readMapping(config.marketplace.mapping)
  const marketplace = opened.adopt(connectMarketplace(config.marketplace), (it) => it.close())
  const stores = opened.adopt(openStores(config.storage), (it) => it.close())

  const folder = runFolder(config.output.folder, options.run)
  await readFollowUps(folder, options.followUp ?? []) // what is wrong in a list is better told before than after

  options.journal.stage('preflight')
  refuseWhatCannotConclude(
    await runChecks({
      config,
      marketplace,
      mapping,
      stores,
      folder,
      signal: options.signal,
      resuming: options.resume,
    }),
    options.journal,
  )

  const run = opened.adopt(await openRun(loaded, mapping, options), (it) => it.store.close())
  await stageExpectations(run, marketplace, mapping)
  releaseHeap()
  await stageInventory(run, stores.primary)
  await checkGuards(run, ['nothing-listed', 'empty-prefix'])
  releaseHeap()
  await stageMatch(run)
  await checkGuards(run, ['size-mismatch'])
  await stageProbe(run, stores.primary)
  await stageVerify(run, stores.primary)
  await stageSecondLook(run, marketplace, mapping, stores.primary)
  await stageRecover(run, stores)
  await stageAnalysis(run)
  await checkGuards(run, ['loss-range'])

  const exitCode = await finishedExitCode(run.store)
  await recordFact(run.store, 'finished', { at: new Date().toISOString(), exit_code: exitCode })
  const summary = await writeReports(run.store, run.folder, config.output, run.journal, options.followUp)
  return { folder: run.folder, exitCode, summary }
}
