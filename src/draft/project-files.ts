import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CONTRACT } from '../marketplace/contract.ts'

/** Where `constat init` writes; paths as the reader will type them. */
export type ProjectFiles = { config: string; mapping: string; selects: string[] }

export function projectFiles(folder: string): ProjectFiles {
  const shown = relative(process.cwd(), folder)
  const mapping = join(shown, 'mapping')
  return {
    config: join(shown, 'constat.yaml'),
    mapping,
    selects: CONTRACT.map(({ name }) => join(mapping, `${name}.sql`)),
  }
}

/** @returns those of the files that are there already */
export function existingFiles({ config, selects }: ProjectFiles): string[] {
  return [config, ...selects].filter((file) => existsSync(file))
}
