import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { productionPackages, readLock } from '../../supply/lock.ts'
import { describe, megabytes, parseRows, renderRows } from './dependencies-page.ts'
import { pagePath, readPage } from './page.ts'

const page = readPage('dependencies.md')
const locked = readLock('.')
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
}
const names = Object.keys(dependencies)

const IMPORTED = /(?:^(?:import|export|\}).* from |^import |import\(|import\.meta\.resolve\()['`]([^'`]+)/gm

/** Folders of shipped modules, two deep, by the package that they import; what only types need is not shipped. */
const importers = new Map<string, string[]>()
for (const file of globSync('{jobs,reports,src}/**/*.ts').sort()) {
  const source = readFileSync(file, 'utf8').replaceAll(/^import type [^;]*? from '[^']+'$/gm, '')
  for (const [, specifier = ''] of source.matchAll(IMPORTED)) {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? ''
    if (/^(\.|node:)/.test(specifier)) continue
    const folder = dirname(file).split('/').slice(0, 2).join('/')
    importers.set(name, [...new Set([...(importers.get(name) ?? []), folder])])
  }
}

test('the page tells of every dependency its version, release, licence, size and users as they are', async () => {
  const between = /(<!-- dependencies:[^\n]*-->\n)([\s\S]*)(?=<!-- \/dependencies -->)/
  const [, , table = ''] = between.exec(page) ?? []
  const said = parseRows(table)
  const rows = names.map((name) => describe(name, { locked, names, importers, said: said.get(name) }))
  const installed = productionPackages(locked)
    .map(([path]) => path)
    .filter((path) => existsSync(path))
  const sum = `${names.length} dependencies, ${installed.length} packages on Linux, ${megabytes(installed)} MB:`
  const right = page.replace(between, (_, mark: string) => `${mark}\n${sum}\n\n${renderRows(rows)}\n\n`)
  await expect(right, 'npx vitest run test/docs -u writes it').toMatchFileSnapshot(
    pagePath('dependencies.md'),
  )
  expect(rows.filter(({ why }) => why === '').map(({ name }) => name)).toEqual([])
})

test('each dependency is of one version', () => {
  expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
    [],
  )
})

test('what shipped modules import is a dependency, and each dependency is imported or asked for by one', () => {
  expect([...importers.keys()].filter((name) => !names.includes(name))).toEqual([])
  const peers = new Set(
    names.flatMap((name) => Object.keys(locked[`node_modules/${name}`]?.peerDependencies ?? {})),
  )
  expect(names.filter((name) => !importers.has(name) && !peers.has(name))).toEqual([])
})

test('nothing that is shipped runs a script when it is installed', () => {
  expect(productionPackages(locked).filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
})
