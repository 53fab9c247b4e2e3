import { type LockedPackage, licenceOf } from '../../supply/lock.ts'

/** Licences that a public body may pass on with constat, as SPDX names them. */
const ALLOWED = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'MIT-0',
  'MIT AND OFL-1.1', // a font under the SIL Open Font License, and the package around it; looked at: decision 17
])

/**
 * An expression of several licences is refused too: somebody should look at it.
 *
 * @returns one line for each package under a licence that is not allowed, or under none
 */
export function refusedLicences(packages: [string, LockedPackage][]): string[] {
  return packages
    .map(([path, locked]) => [path, licenceOf(path, locked)] as const)
    .filter(([, licence]) => licence === undefined || !ALLOWED.has(licence))
    .map(([path, licence]) => `${path}: ${licence ?? 'no licence'}`)
}
