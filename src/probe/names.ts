import type { HeadAnswer, ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { answerColumns, askEach } from './ask.ts'
import type { Answered } from './asking.ts'

type Name = { object_key: string }

/** Answers between two checkpoints: many enough for columns, few enough to ask again. */
export const ANSWERS_PER_CHECKPOINT = 4096

/**
 * Asks the stores by name for the objects of a query and keeps the answers in `probe_answer`. What has an answer
 * there already is not asked for again.
 *
 * @param wanted a SELECT of `bucket` and `object_key`
 */
export async function askNames(run: Run, stores: readonly ObjectStore[], wanted: string): Promise<void> {
  const targets = `
    select distinct w.bucket, w.object_key from (${wanted}) as w
    anti join probe_answer as p on p.bucket = w.bucket and p.object_key = w.object_key
    where w.object_key is not null`
  const { total } = await run.store.row<{ total: number }>(`select count(*) as total from (${targets})`)
  let done = 0
  run.journal.progress(done, total, 'objects')
  for (const store of stores)
    await askEach<Name, HeadAnswer>({
      store,
      targets: run.store.stream<Name>(`select object_key from (${targets}) where bucket = $bucket`, {
        bucket: store.bucket,
      }),
      atOnce: run.config.storage.probe_concurrency,
      ask: async ({ object_key }) => [await store.head(object_key, run.signal)],
      keep: (answers) => keepAnswers(run, store.bucket, answers),
      perCheckpoint: ANSWERS_PER_CHECKPOINT,
      signal: run.signal,
      onAnswer: () => run.journal.progress(++done, total, 'objects'),
    })
}

async function keepAnswers(
  run: Run,
  bucket: string,
  answered: readonly Answered<Name, HeadAnswer>[],
): Promise<void> {
  const observedAt = new Date()
  const columns = answerColumns(answered.map(({ answer }) => answer))
  const { answer, size, lastModified, etag, storageClass, restored, fingerprints, error } = columns
  const names = [answered.map(() => bucket), answered.map(({ target }) => target.object_key)]
  const found = [size, lastModified, etag, storageClass, restored, fingerprints]
  await run.store.transaction(async (writer) => {
    const rows = await writer.append('probe_answer')
    rows.write([...names, answer, ...found, error, answered.map(() => observedAt)])
    rows.close()
  })
}
