import type { Run } from '../store/run.ts'

/** Runs models of this stage, by name, in order. */
export async function derive(run: Run, models: readonly string[]): Promise<void> {
  for (const model of models) await run.store.model(new URL(`./models/${model}.sql`, import.meta.url))
}
