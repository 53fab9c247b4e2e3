import { createWriteStream, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { writeWhole } from '../../src/render/whole-file.ts'
import { readFact } from '../../src/store/fact.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { commandsFor, type Recoverable } from './commands.ts'
import { writeFileLists } from './file-lists.ts'
import { inComment } from './shell.ts'

const PREFERRED = new URL('./preferred.sql', import.meta.url)

/**
 * Writes `recover.sh`, which an operator may review and run to get back what can be got back, and the lists of files
 * for rclone. constat itself never writes to storage.
 */
export async function writeRecoveryScript(store: RunStore, folder: string): Promise<void> {
  const preferred = readFileSync(PREFERRED, 'utf8')
  const places = (await readFact(store, 'places')) ?? []
  const lists = await writeFileLists(store, folder, preferred, places)
  const count = await store.row<Count>(
    `select count(*) as objects, count(*) filter (state = 'altered') as altered, count(*) filter (archived) as archived
     from (${preferred})`,
  )
  const several =
    new Set(places.flatMap((place) => (place.type === 's3' ? [place.credentials] : []))).size > 1
  const lines = async function* () {
    yield `${header(basename(folder), count, lists, several).join('\n')}\n`
    for await (const batch of store.stream<Recoverable>(preferred))
      for (const row of batch) yield `${commandsFor(row, places).join('\n')}\n`
  }
  await writeWhole(join(folder, 'recover.sh'), (path) =>
    pipeline(lines, createWriteStream(path, { mode: 0o700 })),
  )
}

type Count = { objects: number; altered: number; archived: number }

function header(run: string, count: Count, lists: string[], severalCredentials: boolean): string[] {
  return [
    '#!/bin/sh',
    `# Written by constat for the run ${inComment(run)}: gets back each object of which a copy was found.`,
    '# constat never runs this file and has written nothing to storage. Review it first: it does write to storage,',
    '# and puts a copy in the place of each altered object. It stops at the first command that fails and may be run',
    '# again. Afterwards run constat again.',
    `# ${count.objects} objects, of which ${count.altered} are altered and ${count.archived} must be restored from an archive first.`,
    '# It needs the AWS CLI, and credentials that may read the copies and write to the primary stores. They are not',
    '# in this file. What is copied by way of this machine loses its content type and metadata.',
    ...(severalCredentials
      ? [
          '# The configuration names several credentials: see that each command has the right ones (--profile).',
        ]
      : []),
    ...lists,
    'set -eu',
    "export AWS_PAGER=''",
    '# Stores that are not AWS may refuse the checksums that newer versions of the CLI add.',
    'export AWS_REQUEST_CHECKSUM_CALCULATION=when_required AWS_RESPONSE_CHECKSUM_VALIDATION=when_required',
    'part=$(mktemp)',
    `trap 'rm -f "$part"' EXIT`,
    '',
  ]
}
