import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../../src/render/whole-file.ts'
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
  for await (const concerns of groups(rows, contactOf)) {
    const to = join(folder, concerns[0].folder)
    const draft = await composeDraft(concerns, await readFile(join(to, FILE_LIST)), occasion)
    await writeWhole(join(to, concerns[0].name), (path) => writeFile(path, draft, { mode: 0o600 }))
    drafts++
  }
  return drafts
}
