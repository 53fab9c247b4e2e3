import type { ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { askNames } from './names.ts'

/**
 * Probe: before anything is called missing or altered it is asked for by name. An object that several rows
 * promise is asked for once. Answers kept from an interrupted run are not asked for again, unless they were no
 * answers, or too old.
 */
export async function stageProbe(run: Run, stores: readonly ObjectStore[]): Promise<void> {
  run.journal.stage('probe')
  await run.store.model(new URL('./models/judged.sql', import.meta.url))
  const oldest = new Date(Date.now() - run.config.resume.max_age_hours * 3_600_000).toISOString()
  await run.store.run(
    `delete from probe_answer where answer in ('forbidden', 'error') or observed_at < $oldest::timestamptz`,
    { oldest },
  )
  await askNames(run, stores, SUSPECTS)
  run.journal.finished(
    await run.store.row(`
      select count(*) as asked, count(*) filter (answer = 'absent') as absent, count(*) filter (answer = 'found') as found,
        count(*) filter (answer in ('forbidden', 'error')) as unanswered
      from probe_answer`),
  )
}

/** What a rule found and nothing contradicts needs no asking: storage lists it. */
const SUSPECTS = `
  select bucket, ask_key as object_key from match_row
  where suspicion in ('not-found', 'ambiguous', 'contradicted', 'checksum', 'shared')
  union all
  select bucket, spelling from uncovered_spelling`
