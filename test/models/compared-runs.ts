import { deriveChanges, prepareComparison } from '../../src/compare/compare-pair.ts'
import type { Difference } from '../../src/compare/difference.ts'
import { RunStore } from '../../src/store/run-store.ts'

/**
 * How a file stands in a run: a verdict of its own (`missing`, `altered`, `unknown`, `seen intact`, `withdrawn`), one that
 * match counted (`intact`, `purged`), out of its scope, or known to no row.
 */
export type Standing =
  | 'missing'
  | 'altered'
  | 'unknown'
  | 'seen intact'
  | 'withdrawn'
  | 'intact'
  | 'purged'
  | 'out of scope'
  | 'no row'

const VERDICT: Partial<Record<Standing, string>> = {
  missing: 'missing',
  altered: 'altered',
  unknown: 'unknown',
  'seen intact': 'intact',
  withdrawn: 'not_expected',
}

/** A session in which one pair of runs was compared: files by id, as they stand before and after. */
export async function comparedRuns(
  files: Record<
    string,
    { before: Standing; after: Standing; recovery?: [string | null, string | null]; sealed?: true }
  >,
  differences: readonly Difference[] = [],
): Promise<RunStore> {
  const session = await RunStore.open(':memory:', { timeZone: 'Europe/Paris' })
  await prepareComparison(session)
  for (const [i, run] of (['earlier', 'later'] as const).entries()) {
    await session.run(`attach ':memory:' as ${run}`)
    await session.run(`
      create table ${run}.file_verdict (collectivity_id varchar, consultation_id varchar, kind varchar, file_id varchar,
        year varchar, lot varchar, offer_id varchar, bidder varchar, file_name varchar, state varchar, reason varchar,
        recovery varchar);
      create table ${run}.expected_file (collectivity_id varchar, consultation_id varchar, kind varchar, file_id varchar,
        year varchar, expected_objects bigint, in_scope boolean);
      create table ${run}.collectivity as select 'c' as collectivity_id, '=Région; "Ouest"' as name;
      create table ${run}.consultation as
        select 'c' as collectivity_id, id as consultation_id, 'R-' || id as reference,
          case when id = 'open' then timestamptz '2023-01-01' end as opened_at
        from unnest(['open', 'sealed']) as t(id)`)
    for (const [file, { before, after, recovery = [], sealed }] of Object.entries(files)) {
      const standing = i === 0 ? before : after
      const of = { consultation: sealed ? 'sealed' : 'open', file }
      if (standing !== 'no row')
        await session.run(
          `insert into ${run}.expected_file values ('c', $consultation, 'offer', $file, '2022', $objects, $inScope)`,
          { ...of, objects: standing === 'purged' ? 0 : 1, inScope: standing !== 'out of scope' },
        )
      const state = VERDICT[standing]
      if (state !== undefined)
        await session.run(
          `insert into ${run}.file_verdict values ('c', $consultation, 'offer', $file, '2022', '1', 'o1', 'Martin & Fils',
             'mémoire.pdf', $state, $reason, $recovery)`,
          { ...of, state, reason: REASON[standing] ?? null, recovery: recovery[i] ?? null },
        )
    }
  }
  await deriveChanges(session, 'lundi', 'vendredi', differences)
  return session
}

const REASON: Partial<Record<Standing, string>> = { missing: 'absent', altered: 'size', unknown: 'forbidden' }
