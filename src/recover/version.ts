import { askEach } from '../probe/ask.ts'
import { ANSWERS_PER_CHECKPOINT } from '../probe/names.ts'
import type { HeadAnswer, ObjectStore, ObjectVersion } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'
import { type Candidate, type KnownCopy, keepCandidates, stated } from './candidate.ts'
import { SOUGHT, SOUGHT_OTHERWISE, type Sought } from './sought-spelling.ts'

/**
 * Looks in a primary store for older versions of its damaged objects: behind a delete marker, or behind a bad
 * overwrite. The version that is there now is the damage itself, and a delete marker is no copy.
 */
export async function askVersions(run: Run, store: ObjectStore): Promise<void> {
  await askFor(run, store, SOUGHT, {})
}

/** The same under other spellings, for what has no fitting version under its own key. */
export async function askVersionsOtherwise(run: Run, store: ObjectStore): Promise<boolean> {
  return await askFor(run, store, SOUGHT_OTHERWISE, { prefix: '' })
}

/** @returns whether there was anything to ask for */
async function askFor(
  run: Run,
  store: ObjectStore,
  sought: string,
  parameters: { prefix?: string },
): Promise<boolean> {
  const place = { kind: 'version' as const, source: store.bucket }
  const theirs = `select * from (${sought}) where bucket = $source`
  const { about } = await run.store.row<{ about: number }>(
    'select count(distinct object_key) as about from damaged_object where bucket = $bucket',
    { bucket: store.bucket },
  )
  let done = 0
  await askEach<Sought, VersionCopy>({
    store,
    targets: run.store.stream<Sought>(theirs, { ...place, ...parameters }),
    atOnce: run.config.storage.probe_concurrency,
    ask: async (one) =>
      (await versionsOf(store, one, run.signal)).map((copy, nth) => ({
        ...copy,
        preference: one.known + nth,
      })),
    keep: (answers) =>
      keepCandidates(
        run,
        answers.map(({ target: { bucket, object_key }, answer }) => ({
          ...place,
          bucket,
          object_key,
          ...answer,
        })),
      ),
    perCheckpoint: ANSWERS_PER_CHECKPOINT,
    signal: run.signal,
    onAnswer: () =>
      run.journal.progress(++done, { about }, `objects whose versions were asked of ${store.bucket}`),
  })
  return done > 0
}

type Version = Pick<Candidate, 'recovered_key' | 'recovered_version_id'> & KnownCopy
type VersionCopy = Version & Pick<Candidate, 'preference'>

/** @returns a row for each older version of any of the object's keys; one that says so when there is none */
async function versionsOf(store: ObjectStore, sought: Sought, signal: AbortSignal): Promise<Version[]> {
  const copies: Version[] = []
  for (const key of sought.keys) {
    const listed = await store.versions(key, signal)
    if (listed.answer === 'listed') {
      const older = listed.versions.filter((version) => !version.isLatest && !version.deleteMarker)
      for (const version of older) copies.push(await versionCopy(store, key, version, sought, signal))
    } else if (listed.answer === 'unsupported') {
      copies.push(without(key, { answer: 'absent' }, 'the store keeps no versions'))
    } else {
      copies.push(without(key, listed))
    }
  }
  return copies.length > 0 ? copies : [without(sought.keys[0] ?? sought.object_key, { answer: 'absent' })]
}

function without(key: string, answer: HeadAnswer, error?: string): Version {
  const known = stated(answer)
  return { recovered_key: key, recovered_version_id: null, ...known, error: error ?? known.error }
}

/** A version of another size than was promised is not worth a question. */
async function versionCopy(
  store: ObjectStore,
  key: string,
  version: ObjectVersion,
  { sizes, any_size }: Sought,
  signal: AbortSignal,
): Promise<Version> {
  const { versionId, size, lastModified, storageClass } = version
  const name = { recovered_key: key, recovered_version_id: versionId }
  if (size === null || sizes.includes(size) || (any_size && size > 0))
    return { ...name, ...stated(await store.head(key, signal, versionId)) }
  const restored = null
  return {
    ...name,
    ...stated({ answer: 'found', size, lastModified, etag: null, storageClass, restored, fingerprints: [] }),
  }
}
