import pLimit, { type LimitFunction } from 'p-limit'
import { answerColumns, askByName } from '../probe/ask.ts'
import type { RecoveryObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'

/**
 * Recover: where each damaged object can be got back from. Every recovery store is asked for every damaged
 * object, so that `none` rests on an answer of each; one that does not answer leaves `unknown`.
 */
export async function stageRecover(run: Run, sources: readonly RecoveryObjectStore[]): Promise<void> {
  run.journal.stage('recover')
  await run.store.model(new URL('./models/damaged-object.sql', import.meta.url))
  const oldest = new Date(Date.now() - run.config.resume.max_age_hours * 3_600_000).toISOString()
  await run.store.run(
    `delete from recovery_answer where answer in ('forbidden', 'error') or observed_at < $oldest::timestamptz`,
    { oldest },
  )
  const limit = pLimit(run.config.storage.probe_concurrency)
  for (const source of sources) await askSource(run, source, limit)
  await run.store.model(new URL('./models/recovery.sql', import.meta.url))
  run.journal.finished(
    await run.store.row(`
      select (select count(*) from damaged_object) as damaged, count(*) filter (recovery = 'replica') as recoverable,
        count(*) filter (recovery = 'unknown') as unknown
      from recovery`),
  )
}

async function askSource(run: Run, source: RecoveryObjectStore, limit: LimitFunction): Promise<void> {
  const targets = run.store.stream<{ bucket: string; object_key: string }>(
    `select distinct d.bucket, d.object_key from damaged_object as d
     left join recovery_answer as a on a.kind = 'replica' and a.source = $source and a.bucket = d.bucket and a.object_key = d.object_key
     where a.source is null`,
    { source: source.name },
  )
  const { about } = await run.store.row<{ about: number }>('select count(*) as about from damaged_object')
  let done = 0
  const onAnswer = () => run.journal.progress(++done, { about }, `objects asked of ${source.name}`)
  for await (const batch of targets) {
    const copies = batch.map((row) => source.copyKey(row.object_key))
    const answers = answerColumns(await askByName(source, copies, limit, run.signal, onAnswer))
    const { answer, size, lastModified, storageClass, fingerprints, error } = answers
    await run.store.transaction(async (writer) => {
      const rows = await writer.append('recovery_answer')
      rows.write([
        batch.map(() => 'replica'),
        batch.map(() => source.name),
        batch.map((row) => row.bucket),
        batch.map((row) => row.object_key),
        copies,
        batch.map(() => null),
        answer,
        size,
        lastModified,
        storageClass,
        fingerprints,
        error,
        batch.map(() => new Date()),
      ])
      rows.close()
    })
  }
}
