import type { HeadAnswer, ReadAnswer } from '../storage/object-store.ts'
import type { Run } from '../store/run.ts'

/** A copy of a damaged object that a recovery source may have. */
export type Candidate = {
  kind: 'replica' | 'version'
  source: string
  bucket: string
  object_key: string
  recovered_key: string
  recovered_version_id: string | null
  /** Among the candidates that the source has for the object: 0 is looked at first. */
  preference: number
}

/** What is known of a copy, as storage states it or as its bytes are. Sizes in bytes. */
export type KnownCopy = {
  method: 'stored' | 'read'
  answer: ReadAnswer['answer']
  size_bytes: number | null
  last_modified: Date | null
  storage_class: string | null
  restored: boolean | null
  fingerprints: string[] | null
  error: string | null
}

/** What storage states of a copy that is there. */
export type StatedCopy = Omit<KnownCopy, 'method' | 'answer' | 'error'>

/** What asking by name made known. */
export function stated(answer: HeadAnswer): KnownCopy {
  if (answer.answer !== 'found')
    return { ...NOTHING, answer: answer.answer, error: 'error' in answer ? answer.error : null }
  return {
    method: 'stored',
    answer: 'found',
    size_bytes: answer.size,
    last_modified: answer.lastModified,
    storage_class: answer.storageClass,
    restored: answer.restored,
    fingerprints: answer.fingerprints,
    error: null,
  }
}

/** What reading made known: of what cannot be read before it is restored, what was stated remains. */
export function readOver(before: StatedCopy, answer: ReadAnswer): KnownCopy {
  if (answer.answer === 'found')
    return {
      ...before,
      method: 'read',
      answer: 'found',
      size_bytes: answer.size,
      fingerprints: answer.fingerprints,
      error: null,
    }
  if (answer.answer === 'archived') return { ...before, method: 'read', answer: 'archived', error: null }
  return { ...NOTHING, method: 'read', answer: answer.answer, error: 'error' in answer ? answer.error : null }
}

const NOTHING: KnownCopy = {
  method: 'stored',
  answer: 'absent',
  size_bytes: null,
  last_modified: null,
  storage_class: null,
  restored: null,
  fingerprints: null,
  error: null,
}

/** Keeps a batch of answers in `recovery_answer`. */
export async function keepCandidates(run: Run, rows: readonly (Candidate & KnownCopy)[]): Promise<void> {
  await run.store.transaction(async (writer) => {
    const table = await writer.append('recovery_answer')
    table.write([
      rows.map((row) => row.kind),
      rows.map((row) => row.source),
      rows.map((row) => row.bucket),
      rows.map((row) => row.object_key),
      rows.map((row) => row.recovered_key),
      rows.map((row) => row.recovered_version_id),
      rows.map((row) => row.preference),
      rows.map((row) => row.method),
      rows.map((row) => row.answer),
      rows.map((row) => row.size_bytes),
      rows.map((row) => row.last_modified),
      rows.map((row) => row.storage_class),
      rows.map((row) => row.restored),
      rows.map((row) => row.fingerprints),
      rows.map((row) => row.error),
      rows.map(() => new Date()),
    ])
    table.close()
  })
}
