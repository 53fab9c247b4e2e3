import { readFileSync } from 'node:fs'
import type { RunStore } from '../../src/store/run-store.ts'
import type { Recovery } from '../../src/vocabulary/state.ts'
import type { Summary } from '../summary/schema.ts'
import type { EarlierRuns } from './earlier-runs.ts'

export type Week = { kind: string; week: string | null; expected: number; damaged: number; lost: number }
export type Collectivity = Record<
  | 'consultations'
  | 'expected'
  | 'missing'
  | 'altered'
  | 'damaged'
  | 'lost'
  | 'recoverable'
  | 'recovery_unknown'
  | 'unknown',
  number
> & { name: string; department: string | null }

/** All that the manager's page says: counted in files, and never a datum about a person. */
export type PageData = {
  summary: Summary
  weeks: Week[]
  /** Those with a damaged or unknown file, the worst hit first. */
  collectivities: Collectivity[]
  unknown: { kind: string; reason: string; files: number }[]
  recovery: { kind: string; recovery: Recovery; files: number }[]
  earlier: EarlierRuns
}

/** Reads what the page says beyond the summary. */
export async function readPageData(
  store: RunStore,
  summary: Summary,
  earlier: EarlierRuns,
): Promise<PageData> {
  const rows = <T extends object>(name: string) =>
    store.rows<T>(readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8'))
  return {
    summary,
    earlier,
    weeks: await rows('weeks'),
    collectivities: await rows('collectivities'),
    unknown: await rows('unknown'),
    recovery: await rows('recovery'),
  }
}
