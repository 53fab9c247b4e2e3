import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Runs ceph.sh as somebody who is not root. */
function ceph(action: string, environment: NodeJS.ProcessEnv) {
  const { status, stderr } = spawnSync('sh', [resolve('test/support/ceph/ceph.sh'), action], {
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
    ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
  })
  return { status, stderr }
}

/** A folder in which dpkg recorded these states of packages. */
function rootWith(states: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'constat-ceph-'))
  mkdirSync(join(root, 'var/lib/dpkg/updates'), { recursive: true })
  mkdirSync(join(root, 'var/lib/dpkg/info'))
  const entries = Object.entries(states).map(
    ([name, state]) =>
      `Package: ${name}\nStatus: install ok ${state}\nArchitecture: all\nVersion: 1\nMaintainer: t\nDescription: t\n`,
  )
  writeFileSync(join(root, 'var/lib/dpkg/status'), entries.join('\n'))
  for (const name of Object.keys(states))
    for (const kind of ['list', 'md5sums']) writeFileSync(join(root, `var/lib/dpkg/info/${name}.${kind}`), '')
  chmodSync(root, 0o755)
  return root
}

const WHOLE = {
  radosgw: 'installed',
  'ceph-mon': 'installed',
  'ceph-osd': 'installed',
  'ceph-common': 'installed',
}

test('where Ceph cannot be installed it says so in one line and ends with 69', () => {
  expect(ceph('install', { CONSTAT_CEPH_ROOT: '/nonexistent/ceph' })).toEqual({
    status: 69,
    stderr: 'the real server was not there: installing Ceph needs root\n',
  })
})

test('an unknown suite or action is wrong usage', () => {
  expect(ceph('install', { CONSTAT_CEPH_SUITE: 'potato' })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('potato'),
  })
  expect(ceph('dance', {})).toMatchObject({ status: 2, stderr: expect.stringContaining('ceph.sh install') })
})

// Only dpkg can read what dpkg recorded; without it nothing can be installed either.
describe.runIf(existsSync('/usr/bin/dpkg-query'))('what is there', () => {
  test('is kept when it is whole', () => {
    expect(ceph('install', { CONSTAT_CEPH_ROOT: rootWith(WHOLE) })).toEqual({ status: 0, stderr: '' })
  })

  test.each([
    ['a package is missing', { ...WHOLE, radosgw: 'not-installed' }],
    ['a package is unpacked only', { ...WHOLE, radosgw: 'unpacked' }],
    ['something that they need is not configured', { ...WHOLE, libfoo: 'half-configured' }],
    ['there is nothing but the folder', {}],
  ])('is not taken as whole when %s', (_, states) => {
    expect(ceph('install', { CONSTAT_CEPH_ROOT: rootWith(states) })).toMatchObject({ status: 69 })
  })
})
