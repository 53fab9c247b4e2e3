import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Place } from '../../src/config/place.ts'
import { writeWhole } from '../../src/render/whole-file.ts'
import { isRelativePath } from '../../src/storage/relative-path.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { inComment } from './shell.ts'

type Listed = { object_key: string; recovered_key: string }

/**
 * Writes, for each recovery store and primary store, the keys that rclone can copy from the one to the other:
 * `recover-<source>.files`, for `--files-from-raw`.
 *
 * @param preferred a SELECT of the preferred copies
 * @returns comments for the script that say how to use them, and what is not in them
 */
export async function writeFileLists(
  store: RunStore,
  folder: string,
  preferred: string,
  places: readonly Place[],
): Promise<string[]> {
  const told: string[] = []
  const names = new Set<string>()
  const primaries = places.filter(({ role }) => role === 'primary')
  for (const from of places.filter(({ role }) => role === 'recovery')) {
    for (const to of primaries) {
      const name = fileName(primaries.length === 1 ? from.name : `${from.name}-${to.name}`, names)
      const rows = store.stream<Listed>(
        `select object_key, recovered_key from (${preferred}) as p
         where recovery = 'replica' and not archived and recovered_from = $from and bucket = $to`,
        { from: from.name, to: to.name },
      )
      const { listed, left } = await writeList(join(folder, name), from, rows)
      if (listed + left === 0) continue
      told.push(
        `# ${name}: ${listed} of the copies in ${inComment(from.name)}, as a list for rclone (not run by this script):`,
        `#   rclone copy --ignore-times --files-from-raw ${name} ${remote(from)} ${remote(to)}`,
      )
      if (left > 0) told.push(`#   ${left} more are not in it: rclone cannot be given their keys as they are`)
    }
  }
  return told
}

async function writeList(
  path: string,
  from: Place,
  rows: AsyncIterable<Listed[]>,
): Promise<{ listed: number; left: number }> {
  const count = { listed: 0, left: 0 }
  const lines = async function* () {
    for await (const batch of rows)
      for (const row of batch) {
        if (canBeListed(row, from)) {
          count.listed++
          yield `${row.object_key}\n`
        } else count.left++
      }
  }
  await writeWhole(path, (unfinished) => pipeline(lines, createWriteStream(unfinished, { mode: 0o600 })))
  return count
}

/** A list has a key a line, and rclone sees paths: what is no plain path, or has another name there, is left out. */
function canBeListed({ object_key, recovered_key }: Listed, from: Place): boolean {
  const prefix = from.type === 's3' ? from.key_prefix : ''
  if (prefix !== '' && !prefix.endsWith('/')) return false
  if (recovered_key !== prefix + object_key || /[\n\r]/.test(object_key)) return false
  return isRelativePath(object_key) && !object_key.endsWith('/')
}

function remote(place: Place): string {
  if (place.type === 'filesystem') return inComment(place.root)
  return `REMOTE:${inComment(`${place.bucket}/${place.key_prefix}`)}`
}

function fileName(source: string, taken: Set<string>): string {
  const plain = source.replaceAll(/[^A-Za-z0-9._-]/g, '_')
  let name = `recover-${plain}.files`
  for (let n = 2; taken.has(name); n++) name = `recover-${plain}-${n}.files`
  taken.add(name)
  return name
}
