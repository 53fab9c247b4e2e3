import pLimit from 'p-limit'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { answerColumns, askByName } from './ask.ts'

/**
 * Probe: before anything is called missing or altered it is asked for by name. An object that several rows
 * promise is asked for once. Answers kept from an interrupted run are not asked for again, unless they were no
 * answers, or too old.
 */
export async function stageProbe(run: Run, stores: readonly ObjectStore[]): Promise<void> {
  run.journal.stage('probe')
  const oldest = new Date(Date.now() - run.config.resume.max_age_hours * 3_600_000).toISOString()
  await run.store.run(
    `delete from probe_answer where answer in ('forbidden', 'error') or observed_at < $oldest::timestamptz`,
    { oldest },
  )
  const { total } = await run.store.row<{ total: number }>(`select count(*) as total from (${TARGETS})`)
  const limit = pLimit(run.config.storage.probe_concurrency)
  let done = 0
  run.journal.progress(done, total, 'objects')
  const onAnswer = () => run.journal.progress(++done, total, 'objects')
  for (const store of stores) {
    const targets = run.store.stream<{ object_key: string }>(`${TARGETS} and m.bucket = $bucket`, {
      bucket: store.bucket,
    })
    for await (const batch of targets) {
      const keys = batch.map((row) => row.object_key)
      const answers = answerColumns(await askByName(store, keys, limit, run.signal, onAnswer))
      await run.store.transaction(async (writer) => {
        const rows = await writer.append('probe_answer')
        const { answer, size, lastModified, etag, error } = answers
        rows.write([
          keys.map(() => store.bucket),
          keys,
          answer,
          size,
          lastModified,
          etag,
          error,
          keys.map(() => new Date()),
        ])
        rows.close()
      })
    }
  }
  run.journal.finished(
    await run.store.row(`
      select count(*) as asked, count(*) filter (answer = 'absent') as absent, count(*) filter (answer = 'found') as found,
        count(*) filter (answer in ('forbidden', 'error')) as unanswered
      from probe_answer`),
  )
}

const TARGETS = `
  select distinct m.bucket, m.object_key from match_row as m
  left join probe_answer as p on p.bucket = m.bucket and p.object_key = m.object_key
  where m.suspicion in ('not-found', 'contradicted', 'shared') and p.object_key is null`
