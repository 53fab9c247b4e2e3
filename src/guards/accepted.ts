import type { RunStore } from '../store/run-store.ts'

/** @returns what the operator accepted, as `--accept-guard` names it: `GUARD` or `GUARD:INSTANCE` */
export async function readAcceptedGuards(store: RunStore): Promise<string[]> {
  const guards = await store.rows<{ name: string }>(
    `select distinct concat_ws(':', guard, instance) as name from accepted_guard order by name`,
  )
  return guards.map(({ name }) => name)
}
