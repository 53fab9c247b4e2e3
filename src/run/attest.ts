import { type Issued, issueCertificates } from '../attest/issue.ts'
import { readTemplate } from '../attest/template/read.ts'
import type { Config } from '../config/schema.ts'
import type { Journal } from '../vocabulary/journal.ts'
import { openFinished } from './finished-run.ts'
import { existingRun } from './run-folder.ts'

/**
 * Issues the certificates of a finished run, from its run store alone: no server is asked.
 *
 * @throws Failure (2) when there is no such run, it did not come to its end, a template has mistakes, or the register
 *   cannot be used
 */
export async function attest(
  { output, certificates }: Pick<Config, 'output' | 'certificates'>,
  name: string | undefined,
  journal: Journal,
  now = new Date(),
): Promise<Issued> {
  const template = readTemplate(certificates.templates)
  const runFolder = existingRun(output.folder, name)
  const store = await openFinished(runFolder)
  try {
    return await issueCertificates({ store, runFolder, output, template, journal, now })
  } finally {
    await store.close()
  }
}
