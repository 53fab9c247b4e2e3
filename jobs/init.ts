import { resolve } from 'node:path'
import { draft } from '../src/draft/draft.ts'
import { tellDraft } from '../src/draft/tell.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { Failure } from '../src/vocabulary/failure.ts'
import { interruptible } from './interruption.ts'
import { print } from './printable.ts'

export type InitOptions = {
  folder: string
  urlFrom: string
  databaseUrl?: string | undefined
  bucket: string
  endpoint?: string | undefined
  region?: string | undefined
}

/** `constat init`: a first configuration and mapping, drafted from what database and bucket show. */
export async function initJob(options: InitOptions): Promise<ExitCode> {
  const { urlFrom, bucket, endpoint, region } = options
  if (!/^\w+$/.test(urlFrom))
    throw new Failure(
      EXIT.usage,
      '--url-from is no name of a variable',
      'give a name such as CONSTAT_DATABASE_URL, not the URL itself',
    )
  const url = options.databaseUrl ?? urlOf(urlFrom)
  const folder = resolve(options.folder)
  const drafted = await interruptible((signal) =>
    draft({ folder, urlFrom, url, bucket, endpoint, region, signal }),
  )
  print(process.stdout, tellDraft(drafted))
  return EXIT.nothingLost
}

function urlOf(variable: string): string {
  const url = process.env[variable]
  if (url !== undefined && url !== '') return url
  throw new Failure(
    EXIT.usage,
    `the environment has no ${variable}: init takes the database's URL from it`,
    `export ${variable}=postgresql://constat_reader@host:5432/marketplace, or name another variable with --url-from`,
  )
}
