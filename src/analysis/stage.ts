import type { Run } from '../store/run.ts'
import type { RunStore } from '../store/run-store.ts'

const MODELS = [
  'safe-name',
  'object-verdict',
  'file-verdict',
  'disclosed-file',
  'state-count',
  'total',
  'incident-window',
  'urgency',
  'consultation-urgency',
  'affected-contact',
  'deadline',
  'retransmission',
  'verification',
  'loss-cell',
  'loss-by-week',
  'loss-by-prefix',
  'loss-span',
  'loss-place',
  'loss-stretch',
  'loss-cluster',
  'storage-class',
]

/**
 * Analysis: verdicts from facts, and figures from verdicts. Every figure is a sum over rows of the run store,
 * and the sums that must hold are checked before anybody reads them.
 *
 * @throws Error when a sum does not hold (a defect of constat itself)
 */
export async function stageAnalysis(run: Run): Promise<void> {
  run.journal.stage('analysis')
  for (const model of MODELS) await run.store.model(new URL(`./models/${model}.sql`, import.meta.url))
  await auditSums(run.store)
  run.journal.finished(
    await run.store.row(`
      select coalesce(sum(expected), 0)::bigint as files, coalesce(sum(damaged), 0)::bigint as damaged, coalesce(sum(lost), 0)::bigint as lost,
        coalesce(sum(unknown), 0)::bigint as unknown
      from total where unit = 'files' and grain = 'platform'`),
  )
}

async function auditSums(store: RunStore): Promise<void> {
  await store.model(new URL('./models/broken-sum.sql', import.meta.url))
  const broken = await store.rows('select * from broken_sum limit 5')
  if (broken.length > 0) throw new Error(`sums that must hold do not: ${JSON.stringify(broken)}`)
}
