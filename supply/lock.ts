import { readFileSync } from 'node:fs'

/** What package-lock.json says of one package; npm writes the licence from its manifest. */
export type LockedPackage = {
  version?: string
  license?: string
  dev?: boolean
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** The packages of a lock file by their path; '' is constat itself. */
export type Lock = Record<string, LockedPackage>

/** Packages whose manifest names no licence, and the one that the file LICENSE beside it is. */
const STATED_ELSEWHERE = new Map([['node_modules/png-js', 'MIT']])

/** @param folder where package-lock.json lies */
export function readLock(folder: string): Lock {
  return (JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')) as { packages: Lock }).packages
}

/** @returns as SPDX names it; undefined where neither the manifest nor anyone who looked says */
export function licenceOf(path: string, { license }: LockedPackage): string | undefined {
  return license ?? STATED_ELSEWHERE.get(path)
}

/** @returns the packages that come with an installed constat, of every platform, by their path in node_modules */
export function productionPackages(locked: Lock): [string, LockedPackage][] {
  return Object.entries(locked).filter(
    ([path, { dev }]) => path !== '' && path !== 'node_modules/constat' && !dev,
  )
}

/** @returns the paths of what these dependencies of constat bring, themselves too, on any platform */
export function broughtBy(locked: Lock, names: readonly string[]): Set<string> {
  const brought = new Set<string>()
  const visit = (path: string) => {
    if (brought.has(path)) return
    brought.add(path)
    const { dependencies, optionalDependencies, peerDependencies } = locked[path] ?? {}
    const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
    for (const next of needed.flatMap((name) => foundFrom(locked, path, name))) visit(next)
  }
  for (const name of names) visit(`node_modules/${name}`)
  return brought
}

/** As Node looks for a package: in the folder of the one that asks, then in each above it. */
function foundFrom(locked: Lock, path: string, name: string): string[] {
  const found = `${path}/node_modules/${name}`
  if (found in locked) return [found]
  const above = path.lastIndexOf('/node_modules/')
  if (above >= 0) return foundFrom(locked, path.slice(0, above), name)
  return `node_modules/${name}` in locked ? [`node_modules/${name}`] : []
}
