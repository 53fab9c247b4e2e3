import { readFileSync } from 'node:fs'
import module from 'node:module'

/** Found, not named by a path: dist/ lies a folder deeper in the package than src/ in a clone. */
const manifest = JSON.parse(readFileSync(module.findPackageJSON(import.meta.url) as string, 'utf8')) as {
  version: string
}

/** The version of constat, as reports and run stores name it. */
export const VERSION = manifest.version
