import { resolve } from 'node:path'
import { loadConfig } from '../src/config/load.ts'
import { purge } from '../src/run/purge.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { print } from './printable.ts'

export type PurgeOptions = { config?: string | undefined }

/** `constat purge`: what a finished run says of people goes, its figures stay. */
export async function purgeJob(run: string, options: PurgeOptions): Promise<ExitCode> {
  const output = options.config === undefined ? undefined : loadConfig(options.config).config.output
  const { folder, at, removed, leftAlone } = await purge(output?.folder ?? resolve('out'), run)
  print(
    process.stdout,
    `  purged on ${at.slice(0, 10)}: the figures are left, ${removed} files were removed\n  ${folder}`,
  )
  if (leftAlone.length > 0)
    print(
      process.stderr,
      `WARNING  constat did not make these, and left them alone: ${leftAlone.join(', ')}\n         remove what names people`,
    )
  return EXIT.nothingLost
}
