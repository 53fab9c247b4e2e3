import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dialectOf } from '../render/dialect.ts'
import type { Row } from '../store/plain-value.ts'
import type { RunStore } from '../store/run-store.ts'
import { LIST_COLUMNS, type ListDigest, ListFile, listLine } from './list-file.ts'
import { type Subject, subjectKey } from './statement.ts'

/** A subject and the name that its list has until its certificate has a number. */
export type Listed = { subject: Subject; kinds: readonly string[]; draft: string }

const { cell } = dialectOf('rfc4180', 'en', 'UTC')

/**
 * Makes the list of files of each subject in one pass over the damage: lists of consultations and collectivities end
 * where theirs do in the order of the rows, those of services with the last row.
 *
 * @param folder where the lists are written; undefined: only their digests are made
 * @returns the digest of each list by its subject's key
 */
export async function makeFileLists(
  store: RunStore,
  subjects: readonly Listed[],
  folder: string | undefined,
): Promise<Map<string, ListDigest>> {
  const digests = new Map<string, ListDigest>()
  const wanted = new Map(subjects.map((listed) => [subjectKey(listed.subject), listed]))
  const open = new Map<string, ListFile>()
  const begin = (key: string) => {
    const draft = wanted.get(key)?.draft
    if (draft === undefined) return undefined
    const list = open.get(key) ?? new ListFile(folder === undefined ? undefined : join(folder, draft))
    open.set(key, list)
    return list
  }
  const endAllBut = (keys: readonly string[]) => {
    for (const [key, list] of open) {
      if (keys.includes(key)) continue
      digests.set(key, list.end())
      open.delete(key)
    }
  }
  const services = subjects.filter(({ subject }) => subject.type === 'service')
  const serviceKeys = services.map(({ subject }) => subjectKey(subject))
  for (const key of serviceKeys) begin(key)
  let last: string | undefined
  for await (const { collectivity_id, consultation_id, kind, line } of listedFiles(store)) {
    const collectivity = JSON.stringify(['collectivity', collectivity_id])
    const consultation = JSON.stringify(['consultation', collectivity_id, consultation_id])
    if (consultation !== last) endAllBut([...serviceKeys, collectivity, consultation])
    last = consultation
    begin(collectivity)?.add(line)
    begin(consultation)?.add(line)
    for (const { subject, kinds } of services) if (kinds.includes(kind)) begin(subjectKey(subject))?.add(line)
  }
  endAllBut([])
  for (const key of wanted.keys()) if (!digests.has(key)) begin(key)
  endAllBut([])
  return digests
}

type ListedFile = { collectivity_id: string; consultation_id: string; kind: string; line: string }

async function* listedFiles(store: RunStore): AsyncGenerator<ListedFile> {
  const select = readFileSync(new URL('./rows/listed-file.sql', import.meta.url), 'utf8')
  for await (const batch of store.stream<Row>(select)) {
    for (const row of batch) {
      yield {
        collectivity_id: String(row['collectivity_id']),
        consultation_id: String(row['consultation_id']),
        kind: String(row['kind']),
        line: listLine(LIST_COLUMNS.map((name) => cell(row[name] ?? null, 'text'))),
      }
    }
  }
}
