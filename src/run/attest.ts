import { readFileSync } from 'node:fs'
import { runOf } from '../attest/folders.ts'
import { type Issued, issueCertificates } from '../attest/issue.ts'
import { readRegister } from '../attest/register.ts'
import { readTemplate } from '../attest/template/read.ts'
import { type Verification, verifyCertificate } from '../attest/verify/verify.ts'
import type { Config } from '../config/schema.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
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

/**
 * Holds a certificate against the register and the run store that it was made from.
 *
 * @param run the run, when the folder that the register names was moved
 * @throws Failure (2) when the file cannot be read or its run is not there: nothing can be said then
 */
export async function verifyAttestation(
  { output }: Pick<Config, 'output'>,
  file: string,
  run: string | undefined,
): Promise<Verification> {
  return await verifyCertificate(readFile(file), file, readRegister(output.folder), (entry) =>
    openFinished(existingRun(output.folder, run ?? runOf(entry, output.folder))),
  )
}

function readFile(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `cannot read the certificate ${file}: ${messageOf(cause)}`,
      'give the path of a PDF',
      { cause },
    )
  }
}
