import { readFact, recordFact } from '../store/fact.ts'
import type { Run } from '../store/run.ts'
import type { RunStore } from '../store/run-store.ts'
import { writeKeyForms } from './key-forms.ts'
import { listingDigest } from './listing-digest.ts'
import { forgetUncoveredSpellings, writeUncoveredSpellings } from './uncovered-spelling.ts'

const UNMATCHED = [
  'covered',
  'cell-of',
  'usual-class',
  'listing-difference',
  'unnamed-object',
  'unstored-key',
]
const SUSPECTS = [
  'rule-pair',
  'rule-candidate',
  'matched-by-rule',
  'rule-match',
  'etag-trust',
  'shared-row',
  'suspect-object',
]
const SAMPLE = ['sampled-stratum', 'sampled-object']
/** Made of nothing when no contents are compared: to find that, it would read all rows. */
const NO_SAMPLE = ['without-contents/sampled-object']
const RESULTS = [
  'suspect-file',
  'looked-at-row',
  'listed-row',
  'match-row',
  'whole-file',
  'tally-cell',
  'tally',
  'place-tally',
  'class-tally',
  'orphan',
]

/**
 * Match: promises against the listing. Gives tallies of what needs no further look, rows for every object of a
 * file that does, and the orphans; later stages read nothing else, so their cost follows the damage. A resumed run
 * matches again only when more was listed since.
 */
export async function stageMatch(run: Run): Promise<void> {
  run.journal.stage('match')
  const listing = await listingDigest(run.store)
  if ((await readFact(run.store, 'match'))?.listing !== listing) {
    await deriveMatches(run.store)
    await recordFact(run.store, 'match', { listing })
  }
  const distrusted = await run.store.rows<{ bucket: string; compared: number; differing: number }>(
    'select bucket, compared, differing from etag_trust where not trusted',
  )
  for (const { bucket, compared, differing } of distrusted)
    run.journal.warn(
      `${bucket}: ${differing} of ${compared} ETags are not the promised MD5s; this store's ETags are not compared`,
    )
  run.journal.finished(
    await run.store.row(`
      select (select coalesce(sum(n), 0)::bigint from tally where unit = 'objects' and state = 'intact') as intact,
        (select count(*) from suspect_object) as suspects,
        (select count(*) from suspect_object where suspicion = 'by-rule') as by_rule,
        (select count(*) from sampled_object) as sampled,
        (select count(*) from orphan) as orphans`),
  )
}

/** Runs the models of match in their order; what the key rules make of keys is written between them. */
export async function deriveMatches(store: RunStore): Promise<void> {
  const derive = async (models: readonly string[]) => {
    for (const model of models) await store.model(new URL(`./models/${model}.sql`, import.meta.url))
  }
  await derive(UNMATCHED)
  await writeKeyForms(store)
  await derive(SUSPECTS)
  await forgetUncoveredSpellings(store)
  await writeUncoveredSpellings(
    store,
    `select distinct bucket, object_key from suspect_object where suspicion = 'not-found'`,
  )
  const isCompared = (await store.count(`select 1 from setting where verify <> 'none'`)) > 0
  await derive(['listed-cell', ...(isCompared ? SAMPLE : NO_SAMPLE), ...RESULTS])
}
