import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import { connectMarketplace } from '../marketplace/connect.ts'
import { CONTRACT } from '../marketplace/contract.ts'
import { openStores } from '../storage/open.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import { configText } from './config-text.ts'
import { fitKeys, type KeyFit } from './fit-keys.ts'
import type { SeenColumn } from './look.ts'
import { type BucketLook, lookAtBucket } from './look-at-bucket.ts'
import { lookAtMarketplace } from './look-at-marketplace.ts'
import { fitWords } from './note.ts'
import { existingFiles, type ProjectFiles, projectFiles } from './project-files.ts'
import { skeleton } from './skeleton.ts'
import { suggest } from './suggest.ts'

export type DraftRequest = {
  folder: string
  /** Name of the variable of the environment that holds the database's URL, and its value. */
  urlFrom: string
  url: string
  bucket: string
  endpoint: string | undefined
  region: string | undefined
  signal: AbortSignal
}

/** What was seen and written. */
export type Draft = {
  files: ProjectFiles
  seen: SeenColumn[]
  /** Tables whose values could not be looked at in time: only names and types speak for them. */
  unsampled: number
  bucket: BucketLook
  fits: KeyFit[]
}

/**
 * Drafts a first configuration and mapping from what the database's catalogue, a few values and the bucket show.
 * Everything is asked first and written last; nothing that exists is overwritten.
 *
 * @throws Failure (2) when one of the files exists or the options make no configuration, (4) when the database does
 *   not answer. A bucket that does not answer is told in the result.
 */
export async function draft(request: DraftRequest): Promise<Draft> {
  const files = projectFiles(request.folder)
  refuseExisting(files)
  const text = configText({ ...request, mapping: 'mapping' })
  const config = configOf(text, files.config, request)

  await using opened = new AsyncDisposableStack()
  const marketplace = opened.adopt(connectMarketplace(config.marketplace), (it) => it.close())
  const stores = opened.adopt(openStores(config.storage), (it) => it.close())
  const [store] = stores.primary
  if (store === undefined) throw new Error('a configuration without a store')

  const { seen, unsampled } = await lookAtMarketplace(marketplace, request.signal)
  const bucket = await lookAtBucket(store, request.signal)
  const fits = bucket.answers ? await fitKeys(marketplace, store, seen, bucket.keys, request.signal) : []

  const proven = fits.find(({ found }) => found > 0)?.column
  const suggestions = suggest(seen, proven)
  const notes = new Map(fits.map((fit) => [fit.column, fitWords(fit)]))
  write(files.config, text)
  for (const select of CONTRACT)
    write(
      join(files.mapping, `${select.name}.sql`),
      skeleton(select, suggestions.get(select.name) ?? new Map(), notes),
    )
  return { files, seen, unsampled, bucket, fits }
}

/** The text is read as a run will read it, before it is written. */
function configOf(text: string, file: string, { urlFrom, url }: DraftRequest): Config {
  try {
    return parseConfig(text, file, { ...process.env, [urlFrom]: url }).config
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause
    const message = cause.message.replace(/^.*?:\n/, 'what was given makes no configuration:\n')
    const advice = `check ${urlFrom}, --bucket, --endpoint and --region; nothing was written`
    throw new Failure(EXIT.usage, message, advice, { cause })
  }
}

function refuseExisting(files: ProjectFiles): void {
  const existing = existingFiles(files)
  if (existing.length === 0) return
  throw new Failure(
    EXIT.usage,
    `init overwrites nothing, and there ${existing.length === 1 ? 'is' : 'are'} already ${existing.join(', ')}`,
    'give another folder with --folder, or move these away',
  )
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `cannot write ${file}: ${messageOf(cause)}`,
      'give a folder that can be written with --folder',
      { cause },
    )
  }
}
