import type { Writer } from '../store/run-store.ts'
import { KEY_RULES } from './rules.ts'

type Key = { bucket: string; object_key: string }

/** How else the key rules usually write a key. */
export function otherSpellings(key: string): string[] {
  return [...new Set(KEY_RULES.flatMap((rule) => rule.spellings(key)))].filter((spelling) => spelling !== key)
}

/**
 * Writes other spellings of keys into the temporary table `spelled` (bucket, object_key, spelling), has them used, and
 * takes it away.
 *
 * @param batches keys, each with its other spellings
 * @param use an INSERT that reads `spelled`
 */
export async function writeSpelled(
  writer: Writer,
  batches: AsyncIterable<readonly (Key & { spellings: readonly string[] })[]>,
  use: string,
): Promise<void> {
  await writer.run(
    'create or replace temp table spelled (bucket varchar, object_key varchar, spelling varchar)',
  )
  for await (const batch of batches) {
    const spelled = batch.flatMap(({ spellings, ...key }) =>
      spellings.map((spelling) => ({ ...key, spelling })),
    )
    const rows = await writer.append('spelled')
    rows.write([
      spelled.map(({ bucket }) => bucket),
      spelled.map(({ object_key }) => object_key),
      spelled.map(({ spelling }) => spelling),
    ])
    rows.close()
  }
  await writer.run(use)
  await writer.run('drop table spelled')
}
