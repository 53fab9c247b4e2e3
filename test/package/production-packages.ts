/** What package-lock.json says of one package; npm writes the licence from its manifest. */
export type LockedPackage = { version?: string; license?: string; dev?: boolean }

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

/** Packages whose manifest names no licence, and the one that the file LICENSE beside it is. */
const STATED_ELSEWHERE = new Map([['node_modules/png-js', 'MIT']])

/** @returns the packages that come with an installed constat, of every platform, by their path in node_modules */
export function productionPackages(locked: Record<string, LockedPackage>): [string, LockedPackage][] {
  return Object.entries(locked).filter(
    ([path, { dev }]) => path !== '' && path !== 'node_modules/constat' && !dev,
  )
}

/**
 * An expression of several licences is refused too: somebody should look at it.
 *
 * @returns one line for each package under a licence that is not allowed, or under none
 */
export function refusedLicences(packages: [string, LockedPackage][]): string[] {
  return packages
    .map(([path, { license = STATED_ELSEWHERE.get(path) }]) => [path, { license }] as const)
    .filter(([, { license }]) => license === undefined || !ALLOWED.has(license))
    .map(([path, { license }]) => `${path}: ${license ?? 'no licence'}`)
}
