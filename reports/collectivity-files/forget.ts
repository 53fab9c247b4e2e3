import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FILE_LIST } from './write.ts'

/** Removes the lists and drafts of an earlier writing: who is affected no more must not be told. */
export function forgetLists(folder: string): void {
  const all = join(folder, 'collectivities')
  if (!existsSync(all)) return
  for (const entry of readdirSync(all, { withFileTypes: true }).filter((it) => it.isDirectory())) {
    const one = join(all, entry.name)
    const names = readdirSync(one)
    const ours = names.filter((name) => name === FILE_LIST || /\.(eml|part)$/.test(name))
    for (const name of ours) rmSync(join(one, name))
    if (ours.length === names.length) rmdirSync(one)
  }
  if (readdirSync(all).length === 0) rmdirSync(all)
}
