import type { RunStore } from '../../src/store/run-store.ts'
import type { FollowUp } from './read.ts'

/**
 * Lays what support noted beside the run store, in memory, as the table `returned.follow_up`: reports join it, and the
 * run store holds what the run learned and nothing else.
 */
export async function holdFollowUps(store: RunStore, followUps: readonly FollowUp[]): Promise<void> {
  await store.run(`attach if not exists ':memory:' as returned (read_write)`)
  await store.run(
    `create or replace table returned.follow_up as
     select unnest(
       from_json($rows, '[{
         "collectivity_id": "VARCHAR", "buyer_id": "VARCHAR", "collectivity": "VARCHAR", "full_name": "VARCHAR",
         "email": "VARCHAR", "informed_on": "VARCHAR", "informed_by": "VARCHAR", "outcome": "VARCHAR"
       }]'), recursive := true)`,
    { rows: JSON.stringify(followUps) },
  )
}

/** @returns how many of them are of contacts that no damaged file concerns any more: `follow-up-kept` lists them */
export async function countKept(store: RunStore): Promise<number> {
  const { n } = await store.row<{ n: number }>(
    `select count(*) as n from returned.follow_up as f
     where not exists (
       select 1 from affected_contact as a
       where a.collectivity_id = f.collectivity_id and coalesce(a.buyer_id, '') = f.buyer_id
     )`,
  )
  return n
}
