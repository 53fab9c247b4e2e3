import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWholeContent } from '../../src/render/whole-file.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { FILE_LIST } from '../collectivity-files/write.ts'
import { groups } from '../groups.ts'
import { type Concern, composeDraft, type Occasion } from './draft.ts'

const ROWS = new URL('./rows.sql', import.meta.url)

/**
 * Writes a draft for each contact, beside the list of its collectivity, which is attached. One without a usable
 * address gets a draft without a recipient: nobody is left out.
 *
 * @returns how many were written
 */
export async function writeDrafts(store: RunStore, folder: string, occasion: Occasion): Promise<number> {
  let drafts = 0
  const rows = store.stream<Concern>(readFileSync(ROWS, 'utf8'))
  const contactOf = ({ collectivity_id, buyer_id }: Concern) => JSON.stringify([collectivity_id, buyer_id])
  let attached = { folder: '', list: Buffer.alloc(0) }
  for await (const concerns of groups(rows, contactOf)) {
    const [{ folder: its, name }] = concerns
    if (its !== attached.folder) attached = { folder: its, list: readFileSync(join(folder, its, FILE_LIST)) }
    writeWholeContent(join(folder, its, name), composeDraft(concerns, attached.list, occasion))
    drafts++
  }
  return drafts
}
