import { recoverySources } from '../config/schema.ts'
import type { Stores } from '../storage/open.ts'
import type { Run } from '../store/run.ts'
import { derive } from './models.ts'
import { readCandidates } from './read-candidates.ts'
import { askOrphans } from './relocated.ts'
import { askReplica, askReplicaOtherwise } from './replica.ts'
import { writeSoughtSpellings } from './sought-spelling.ts'
import { askVersions, askVersionsOtherwise } from './version.ts'

/**
 * Recover: where each damaged object can be got back from. In order of preference: an orphan that it was moved to, a
 * copy in a recovery store, an older version. Every source is asked for every damaged object, so that `none` rests on
 * an answer of each; one that does not answer leaves `unknown`.
 */
export async function stageRecover(run: Run, { primary, recovery }: Stores): Promise<void> {
  run.journal.stage('recover')
  await forgetUnanswered(run)
  await derive(run, ['damaged-object', 'comparable', 'orphan-candidate'])
  await writeSoughtSpellings(run)
  await askOrphans(run, primary)
  for (const store of recovery) {
    const place = { kind: 'replica' as const, source: store.name }
    await askReplica(run, store)
    await readCandidates(run, place, store)
    if (await askReplicaOtherwise(run, store)) await readCandidates(run, place, store)
  }
  const versioned = recoverySources(run.config.storage).filter(({ kind }) => kind === 'version')
  for (const store of primary.filter(({ bucket }) => versioned.some(({ name }) => name === bucket))) {
    const place = { kind: 'version' as const, source: store.bucket }
    await askVersions(run, store)
    await readCandidates(run, place, store)
    if (await askVersionsOtherwise(run, store)) await readCandidates(run, place, store)
  }
  await derive(run, ['belied-listing', 'recovery-candidate', 'recovery'])
  await tellBelied(run)
  run.journal.finished(
    await run.store.row(`
      select (select count(*) from damaged_object) as damaged, count(*) filter (recovery = 'relocated') as relocated,
        count(*) filter (recovery = 'replica') as replicas, count(*) filter (recovery = 'version') as versions,
        count(*) filter (recovery = 'unknown') as unknown
      from recovery`),
  )
}

/** Whoever reads that objects are lost must know that the listing, which orphans are found by, cannot be relied on. */
async function tellBelied(run: Run): Promise<void> {
  const belied = await run.store.count('select 1 from belied_listing')
  if (belied === 0) return
  run.journal.warn(
    `storage's listing left out ${belied} objects that are there, or told another size of them: they were judged by their names, but what was moved may not have been found — ask the host of the storage whether its index is whole; --resume lists it again`,
  )
}

/** What was no answer, or is too old, is asked again, with all that the same source said of the same object. */
async function forgetUnanswered(run: Run): Promise<void> {
  const oldest = new Date(Date.now() - run.config.resume.max_age_hours * 3_600_000).toISOString()
  await run.store.run(
    `delete from recovery_answer as a using (
       select distinct kind, source, bucket, object_key from recovery_answer
       where answer in ('forbidden', 'error') or observed_at < $oldest::timestamptz
     ) as f
     where a.kind = f.kind and a.source = f.source and a.bucket = f.bucket and a.object_key = f.object_key`,
    { oldest },
  )
  await run.store.run(
    `delete from orphan_answer where answer in ('forbidden', 'error') or observed_at < $oldest::timestamptz`,
    { oldest },
  )
}
