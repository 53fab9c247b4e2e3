import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LockedPackage, productionPackages } from '../../supply/lock.ts'
import { refusedLicences } from './production-packages.ts'

const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>
}

test('everything that an installed constat brings may be passed on', () => {
  const packages = productionPackages(locked)
  expect(refusedLicences(packages)).toEqual([])
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
  const paths = packages.map(([path]) => path)
  expect(paths).toEqual(
    expect.arrayContaining(Object.keys(dependencies).map((name) => `node_modules/${name}`)),
  )
})

test('another licence, an expression of several, and none at all are refused', () => {
  const planted = {
    '': { license: 'EUPL-1.2' },
    'node_modules/good': { license: 'ISC' },
    'node_modules/copyleft': { license: 'GPL-3.0-only' },
    'node_modules/either': { license: '(MIT OR GPL-3.0-only)' },
    'node_modules/good/node_modules/silent': { version: '1.0.0' },
    'node_modules/developers': { license: 'GPL-3.0-only', dev: true },
  }
  expect(refusedLicences(productionPackages(planted))).toEqual([
    'node_modules/copyleft: GPL-3.0-only',
    'node_modules/either: (MIT OR GPL-3.0-only)',
    'node_modules/good/node_modules/silent: no licence',
  ])
})
