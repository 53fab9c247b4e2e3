import { readFileSync } from 'node:fs'
import type { RunStore } from '../store/run-store.ts'
import type { Difference } from './difference.ts'

/** Two finished runs: how reports name them, where their stores are, and in what they differ. */
export type Pair = {
  before: { name: string; store: string }
  after: { name: string; store: string }
  differences: readonly Difference[]
}

/** Makes the tables that pairs of runs are compared in. */
export async function prepareComparison(session: RunStore): Promise<void> {
  await session.run(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'))
}

/**
 * Compares two runs file by file, into `file_change`; nothing is written to their stores.
 *
 * @param session a store in memory, prepared
 * @throws Failure (2) when one of them is open in another process
 */
export async function comparePair(session: RunStore, { before, after, differences }: Pair): Promise<void> {
  await session.attach(before.store, 'earlier')
  try {
    await session.attach(after.store, 'later')
    try {
      await deriveChanges(session, before.name, after.name, differences)
    } finally {
      await session.detach('later')
    }
  } finally {
    await session.detach('earlier')
  }
}

/** Derives the changes between the two stores that are attached. */
export async function deriveChanges(
  session: RunStore,
  before: string,
  after: string,
  differences: readonly Difference[],
): Promise<void> {
  await session.run('delete from pair')
  await session.run('insert into pair values ($before, $after, $sameRows, $differs)', {
    before,
    after,
    sameRows: !differences.includes('mapping') && !differences.includes('stores'),
    differs: differences.length === 0 ? null : differences.join(', '),
  })
  await session.model(new URL('./models/file-change.sql', import.meta.url))
}
