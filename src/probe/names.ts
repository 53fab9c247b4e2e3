import pLimit from 'p-limit'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { answerColumns, askByName } from './ask.ts'

/**
 * Asks the stores by name for the objects of a query and keeps each batch of answers in `probe_answer`. What has an
 * answer there already is not asked for again.
 *
 * @param wanted a SELECT of `bucket` and `object_key`
 */
export async function askNames(run: Run, stores: readonly ObjectStore[], wanted: string): Promise<void> {
  const targets = `
    select distinct w.bucket, w.object_key from (${wanted}) as w
    anti join probe_answer as p on p.bucket = w.bucket and p.object_key = w.object_key
    where w.object_key is not null`
  const { total } = await run.store.row<{ total: number }>(`select count(*) as total from (${targets})`)
  const limit = pLimit(run.config.storage.probe_concurrency)
  let done = 0
  run.journal.progress(done, total, 'objects')
  const onAnswer = () => run.journal.progress(++done, total, 'objects')
  for (const store of stores) {
    const batches = run.store.stream<{ object_key: string }>(
      `select object_key from (${targets}) where bucket = $bucket`,
      { bucket: store.bucket },
    )
    for await (const batch of batches) {
      const keys = batch.map((row) => row.object_key)
      const answers = answerColumns(await askByName(store, keys, limit, run.signal, onAnswer))
      await run.store.transaction(async (writer) => {
        const rows = await writer.append('probe_answer')
        const { answer, size, lastModified, etag, storageClass, restored, fingerprints, error } = answers
        const names = [keys.map(() => store.bucket), keys]
        const found = [size, lastModified, etag, storageClass, restored, fingerprints]
        rows.write([...names, answer, ...found, error, keys.map(() => new Date())])
        rows.close()
      })
    }
  }
}
