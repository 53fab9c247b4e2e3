import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Entry } from './register.ts'

/** Where the certificates of a run are, and where they are made until the register has them. */
export type Folders = { final: string; partial: string }

export function foldersOf(runFolder: string): Folders {
  return { final: join(runFolder, 'attestations'), partial: join(runFolder, 'attestations.partial') }
}

/** Makes an empty folder: what an attest that came to nothing left there was never issued. */
export function emptyFolder(path: string): void {
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true, mode: 0o700 })
}

/** How the register names a run: relative to the output folder when it lies there, so that both can be moved. */
export function runName(runFolder: string, outputFolder: string): string {
  const name = relative(outputFolder, runFolder)
  return name.startsWith('..') || isAbsolute(name) ? runFolder : name
}

/** @returns the folder of a run that the register names */
export function runOf(entry: Entry, outputFolder: string): string {
  return resolve(outputFolder, entry.run.folder)
}

/**
 * Moves what was issued to where it belongs, also what an attest left that ended between register and move. A file
 * that is there already stays: it may have been signed since.
 */
export function finishIssues(outputFolder: string, register: readonly Entry[]): void {
  for (const [runFolder, entries] of Map.groupBy(register, (entry) => runOf(entry, outputFolder))) {
    const { final, partial } = foldersOf(runFolder)
    if (!existsSync(partial)) continue
    mkdirSync(final, { recursive: true, mode: 0o700 })
    const issued = new Set(entries.flatMap(({ number }) => [pdfName(number), listName(number)]))
    for (const file of readdirSync(partial)) {
      if (issued.has(file) && !existsSync(join(final, file)))
        renameSync(join(partial, file), join(final, file))
    }
    rmSync(partial, { recursive: true, force: true })
  }
}

export function pdfName(number: string): string {
  return `${number}.pdf`
}

/** What `listName` gives. */
export const LIST_NAME = /^\d{4}-\d{4,}\.csv$/

/** The name of the list of files that is written beside a certificate. */
export function listName(number: string): string {
  return `${number}.csv`
}
