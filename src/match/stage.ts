import type { Run } from '../store/run.ts'

const MODELS = ['suspect-object', 'suspect-file', 'match-row', 'tally', 'class-tally', 'orphan']

/**
 * Match: promises against the listing. Gives tallies of what needs no further look, rows for every object of a
 * file that is not wholly intact, and the orphans; later stages read nothing else, so their cost follows the damage.
 */
export async function stageMatch(run: Run): Promise<void> {
  run.journal.stage('match')
  for (const model of MODELS) await run.store.model(new URL(`./models/${model}.sql`, import.meta.url))
  run.journal.finished(
    await run.store.row(`
      select (select coalesce(sum(n), 0)::bigint from tally where unit = 'objects' and state = 'intact') as intact,
        (select count(*) from suspect_object) as suspects,
        (select count(*) from orphan) as orphans`),
  )
}
