import { askEach } from '../probe/ask.ts'
import type { Answered } from '../probe/asking.ts'
import { ANSWERS_PER_CHECKPOINT } from '../probe/names.ts'
import type { Algorithm, ObjectStore, ReadAnswer } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { readEach } from './read.ts'

/** An object whose content is to be compared, and the algorithms of the checksums that are promised for it. */
type Target = { object_key: string; algorithms: Algorithm[] }

/**
 * Verify: contents against the checksums of the database. By mode: what storage states of the objects whose ETag
 * settled nothing (`stored`), or the bytes of a sample or of everything; an object whose listed ETag contradicts its
 * promise is read in either case. An object that cannot be read is unknown, one whose content is "not found" missing.
 */
export async function stageVerify(run: Run, stores: readonly ObjectStore[]): Promise<void> {
  run.journal.stage('verify')
  const oldest = new Date(Date.now() - run.config.resume.max_age_hours * 3_600_000).toISOString()
  await run.store.run(
    `delete from content_answer where answer in ('forbidden', 'error') or observed_at < $oldest::timestamptz`,
    { oldest },
  )
  const { verify } = await run.store.row<{ verify: string }>('select verify from setting')
  const { total } = await run.store.row<{ total: number }>(`select count(*) as total from (${TARGETS})`)
  let done = 0
  run.journal.progress(done, total, 'objects')
  const onAnswer = () => run.journal.progress(++done, total, 'objects')
  for (const store of verify === 'none' ? [] : stores) {
    const targets = run.store.stream<Target>(`select * from (${TARGETS}) where bucket = $bucket`, {
      bucket: store.bucket,
    })
    await compare(run, store, targets, verify === 'stored' ? 'stored' : 'read', onAnswer)
  }
  run.journal.finished(
    await run.store.row(`
      select count(*) as compared, count(*) filter (answer in ('forbidden', 'error')) as unanswered,
        (select count(*) from judged('match_row') where found_reason = 'checksum') as contradicted
      from content_answer`),
  )
}

/** Whoever promises the object has it compared, by the algorithms of all of its promises. */
const TARGETS = `
  with target as (
    select distinct m.bucket, m.ask_key
    from judged('match_row') as m
    cross join setting as s
    anti join content_answer as c on c.bucket = m.bucket and c.object_key = m.ask_key
    where (m.found_reason is null or m.found_reason = 'checksum')
      and (m.sampled or s.verify = 'all' or (m.suspicion = 'checksum' and s.verify = 'sample'))
  )
  select bucket, ask_key as object_key,
    coalesce(list(distinct split_part(m.checksum, ':', 1)) filter (m.checksum is not null), []) as algorithms
  from target join match_row as m using (bucket, ask_key)
  group by bucket, ask_key`

async function compare(
  run: Run,
  store: ObjectStore,
  targets: AsyncIterable<Target[]>,
  method: 'stored' | 'read',
  onAnswer: () => void,
): Promise<void> {
  const keep = (answers: readonly Answered<Target, ReadAnswer>[]) =>
    keepContents(run, store.bucket, method, answers)
  if (method === 'read') return readEach(run, { store, targets, object: (target) => target, keep, onAnswer })
  await askEach<Target, ReadAnswer>({
    store,
    targets,
    atOnce: run.config.storage.probe_concurrency,
    ask: async ({ object_key }) => {
      const answer = await store.head(object_key, run.signal)
      return [answer.answer === 'found' ? { ...answer, zeros: false } : answer]
    },
    keep,
    perCheckpoint: ANSWERS_PER_CHECKPOINT,
    signal: run.signal,
    onAnswer,
  })
}

async function keepContents(
  run: Run,
  bucket: string,
  method: 'stored' | 'read',
  answered: readonly Answered<Target, ReadAnswer>[],
): Promise<void> {
  const answers = answered.map(({ answer }) => answer)
  const observedAt = new Date()
  await run.store.transaction(async (writer) => {
    const rows = await writer.append('content_answer')
    rows.write([
      answered.map(() => bucket),
      answered.map(({ target }) => target.object_key),
      answered.map(() => method),
      answers.map(({ answer }) => answer),
      answers.map((a) => (a.answer === 'found' ? a.size : null)),
      answers.map((a) => (a.answer === 'found' ? a.fingerprints : null)),
      answers.map((a) => (a.answer === 'found' ? a.zeros : null)),
      answers.map((a) => ('error' in a ? a.error : null)),
      answered.map(() => observedAt),
    ])
    rows.close()
  })
}
