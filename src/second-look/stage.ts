import type { Marketplace } from '../marketplace/connect.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import { type AskedFile, readFilesAgain } from '../marketplace/read-again.ts'
import { writeLaterKeyForms } from '../match/key-forms.ts'
import { writeUncoveredSpellings } from '../match/uncovered-spelling.ts'
import { askNames } from '../probe/names.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import type { RunStore } from '../store/run-store.ts'
import { messageOf } from '../vocabulary/failure.ts'

/** A file of which an object would be called missing or altered. */
type DoubtedFile = AskedFile & { consultation_id: string; kind: string }

/** Each question reads the whole SELECT once: many files a question, yet not all of them in memory. */
const FILES_PER_QUESTION = 50_000

/**
 * Second look: the database is asked again for every file of which an object would be called missing or altered.
 * What was withdrawn since is not expected, what was rewritten is judged by its new key. Where the database does not
 * answer, nothing is called missing or altered. A resumed run looks again from the start.
 */
export async function stageSecondLook(
  run: Run,
  marketplace: Marketplace,
  mapping: Mapping,
  stores: readonly ObjectStore[],
): Promise<void> {
  run.journal.stage('second look')
  await run.store.transaction(async (writer) => {
    await writer.run('delete from second_look')
    await writer.run('delete from later_expected_object')
  })
  let files: DoubtedFile[] = []
  let rows = 0
  const ask = async () => {
    rows += await lookAgain(run, marketplace, mapping, files, rows)
    files = []
  }
  for await (const batch of run.store.stream<DoubtedFile>(DOUBTED)) {
    files.push(...batch)
    if (files.length >= FILES_PER_QUESTION) await ask()
  }
  if (files.length > 0) await ask()
  await derivePresentRows(run.store)
  await askNames(
    run,
    stores,
    `select bucket, ask_key as object_key from present_row where change in ('rewritten', 'added-since')
     union all
     select bucket, spelling from uncovered_spelling`,
  )
  run.journal.finished(
    await run.store.row(`
      select (select count(*) from second_look) as files,
        count(*) filter (change = 'withdrawn-since') as withdrawn,
        count(*) filter (change in ('rewritten', 'added-since', 'repromised')) as changed,
        (select count(*) from second_look where answer = 'error') as unanswered
      from present_row`),
  )
}

/** Runs the models of the second look in their order; what the key rules make of new keys is written between them. */
export async function derivePresentRows(store: RunStore): Promise<void> {
  const derive = async (models: readonly string[]) => {
    for (const model of models) await store.model(new URL(`./models/${model}.sql`, import.meta.url))
  }
  await derive(['later-promise', 'later-key'])
  await writeLaterKeyForms(store)
  await writeUncoveredSpellings(store, 'select bucket, object_key from later_key')
  await derive(['later-match', 'changed-row', 'present-row'])
}

const DOUBTED = `
  select distinct collectivity_id, consultation_id, kind, file_id from judged('match_row')
  where found_state in ('missing', 'altered')`

/** @returns how many rows the database gave; a database that does not answer is written down with the files */
async function lookAgain(
  run: Run,
  marketplace: Marketplace,
  mapping: Mapping,
  files: readonly DoubtedFile[],
  before: number,
): Promise<number> {
  run.signal.throwIfAborted()
  let columns: (string | null)[][] = []
  let error: string | null = null
  try {
    columns = await readFilesAgain(marketplace, mapping, files)
  } catch (cause) {
    error = messageOf(cause)
    run.journal.warn(`the database could not be asked again about ${files.length} files: ${error}`)
  }
  const count = columns[0]?.length ?? 0
  await run.store.transaction(async (writer) => {
    const later = await writer.append('later_expected_object')
    if (count > 0) later.write([Array.from({ length: count }, (_, i) => before + i + 1), ...columns])
    later.close()
    const looks = await writer.append('second_look')
    const identity = [
      files.map((file) => file.collectivity_id),
      files.map((file) => file.consultation_id),
      files.map((file) => file.kind),
      files.map((file) => file.file_id),
    ]
    const outcome = [files.map(() => (error === null ? 'answered' : 'error')), files.map(() => error)]
    looks.write([...identity, ...outcome, files.map(() => new Date())])
    looks.close()
  })
  return count
}
