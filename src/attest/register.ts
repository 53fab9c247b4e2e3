import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import { subjectIdSchema } from './statement.ts'

/**
 * The register of certificates: one file in the output folder, from which numbers are given. Only what is in it was
 * issued. It is replaced as a whole, by a rename, so that it is never half written.
 */
export const REGISTER = 'attestations.json'

const digest = z.string().regex(/^[0-9a-f]{64}$/)

const entrySchema = z.strictObject({
  number: z.string().regex(/^\d{4}-\d{4,}$/),
  issued_at: z.iso.datetime(),
  incident: z.string(),
  subject: subjectIdSchema,
  run: z.strictObject({
    /** Relative to the output folder when it lies there. */
    folder: z.string(),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime(),
  }),
  /** SHA-256 of what it states and of the template. */
  statement: digest,
  /** SHA-256 of its list of files. */
  list: digest,
  replaces: z.string().nullable(),
  /** The PDF as it was written; further ones when it was written again by another version of constat. */
  pdfs: z.array(z.strictObject({ bytes: z.int().min(1), sha256: digest })).min(1),
})

const registerSchema = z.strictObject({ form: z.literal(1), certificates: z.array(entrySchema) })

export type Entry = z.output<typeof entrySchema>

/** @throws Failure (2) when the register is there and cannot be read: numbers must not start over */
export function readRegister(outputFolder: string): Entry[] {
  const path = join(outputFolder, REGISTER)
  if (!existsSync(path)) return []
  try {
    return registerSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).certificates
  } catch (cause) {
    const first = cause instanceof z.ZodError ? cause.issues[0] : undefined
    const what = first === undefined ? messageOf(cause) : `${first.path.join('.')}: ${first.message}`
    throw new Failure(
      EXIT.usage,
      `the register of certificates ${path} cannot be read (${what})`,
      'restore it from a backup: numbers that were given must not be given again',
      { cause },
    )
  }
}

/** Replaces the register; when this returns it is on disk. */
export function writeRegister(outputFolder: string, certificates: readonly Entry[]): void {
  const path = join(outputFolder, REGISTER)
  const fresh = `${path}.new`
  const descriptor = openSync(fresh, 'w', 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify({ form: 1, certificates }, null, 1)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(fresh, path)
  syncFolder(outputFolder)
}

/** A rename is safe from a power cut once its folder is written. Some systems cannot: there the rename must do. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } catch {
    // Windows refuses to sync a folder
  } finally {
    closeSync(descriptor)
  }
}
