import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { broughtBy, licenceOf, productionPackages, readLock } from '../../supply/lock.ts'

type Component = {
  purl: string
  hashes?: { alg: string; content: string }[]
  licenses: { license?: { id: string }; expression?: string }[]
}

const folder = mkdtempSync(join(tmpdir(), 'constat-sbom-'))
afterAll(() => rmSync(folder, { recursive: true }))

const locked = readLock('.')
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

test('the bill names each package that is shipped, with version, digest and licence, and no other', () => {
  const file = join(folder, 'bill.json')
  execFileSync(process.execPath, ['supply/sbom.ts', file])
  const bill = JSON.parse(readFileSync(file, 'utf8')) as {
    bomFormat: string
    metadata: { component: { name: string; version: string } }
    components: Component[]
  }
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(bill).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'constat', version } },
  })
  const said = bill.components.map(({ purl, licenses: [first] }) => [
    decodeURIComponent(purl),
    first?.license?.id ?? first?.expression,
  ])
  // one package in two places is one component
  const shipped = new Map(
    productionPackages(locked).map(([path, it]) => [
      `pkg:npm/${nameOf(path)}@${it.version}`,
      licenceOf(path, it),
    ]),
  )
  expect(said.sort()).toEqual([...shipped].sort())
  expect(bill.components.filter(({ hashes }) => hashes?.[0]?.alg !== 'SHA-512')).toEqual([])
})

test('what the dependencies bring is what is shipped', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
  const brought = [...broughtBy(locked, Object.keys(dependencies))]
  expect(brought.sort()).toEqual(
    productionPackages(locked)
      .map(([path]) => path)
      .sort(),
  )
})
