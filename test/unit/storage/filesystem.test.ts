import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { openFilesystemStore } from '../../../src/storage/filesystem.ts'
import type { ListedPage } from '../../../src/storage/object-store.ts'

const { signal } = new AbortController()
let outside: string
let root: string

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'constat-tree-'))
  root = join(outside, 'root')
  mkdirSync(root)
})

const open = () => openFilesystemStore({ type: 'filesystem', name: 'archives', root })
const list = async () => merge(await Array.fromAsync(open().list({ prefix: '', after: '', signal })))

function write(key: string, size: number, below = root): void {
  mkdirSync(dirname(join(below, key)), { recursive: true })
  writeFileSync(join(below, key), 'x'.repeat(size))
}

function merge(pages: ListedPage[]) {
  const sizes = pages.flatMap((page) => page.keys.map((key, i) => [key, page.sizes[i]] as const))
  return {
    sizes: Object.fromEntries(sizes),
    count: sizes.length,
    unreadable: pages.flatMap((page) => page.unreadable ?? []),
  }
}

test('lists every file below the root, with its size', async () => {
  write('vol-01/2021/a.zip', 3)
  write('vol-01/été & co/b c.pdf', 0)
  write('.hidden', 1)
  mkdirSync(join(root, 'empty'))
  expect(await list()).toEqual({
    sizes: { 'vol-01/2021/a.zip': 3, 'vol-01/été & co/b c.pdf': 0, '.hidden': 1 },
    count: 3,
    unreadable: [],
  })
})

test('gives more files than a page holds, each once', async () => {
  for (let i = 0; i < 1203; i++) write(`d${i % 3}/${i}`, 1)
  const { sizes, count } = await list()
  expect([Object.keys(sizes).length, count]).toEqual([1203, 1203])
})

test('a head gives size and time', async () => {
  write('a/b', 5)
  expect(await open().head('a/b', signal)).toEqual({
    answer: 'found',
    size: 5,
    lastModified: expect.any(Date),
    etag: null,
    storageClass: null,
    restored: null,
    fingerprints: [],
  })
})

describe('reading', () => {
  const read = (key: string) => open().read(key, { algorithms: ['md5'], signal })

  test('gives size, fingerprints and whether all is zeros', async () => {
    write('a/été', 100_000)
    writeFileSync(join(root, 'zeros'), Buffer.alloc(70_000))
    expect(await read('a/été')).toEqual({
      answer: 'found',
      size: 100_000,
      fingerprints: [`md5:${hash('md5', 'x'.repeat(100_000))}`],
      zeros: false,
    })
    expect(await read('zeros')).toMatchObject({ size: 70_000, zeros: true })
  })

  test.each(['nothing/here', '../secret', 'a/../file', '/file', 'file/below', 'file\0'])(
    '%j is absent',
    async (key) => {
      write('file', 1)
      write('secret', 1, outside)
      expect(await read(key)).toEqual({ answer: 'absent' })
    },
  )

  test('a directory is an error, and so is a pipe, without waiting for what it may bring', async () => {
    mkdirSync(join(root, 'folder'))
    execFileSync('mkfifo', [join(root, 'pipe')])
    expect(await read('folder')).toMatchObject({ answer: 'error' })
    expect(await read('pipe')).toMatchObject({ answer: 'error' })
  })

  test('a file that cannot be read to its end is an error', async () => {
    symlinkSync('/proc/self/mem', join(root, 'file')) // reading it from 0 gives EIO
    expect(await read('file')).toEqual({ answer: 'error', error: 'EIO' })
  })

  test('there are no versions', async () => {
    expect(await open().versions('file', signal)).toEqual({ answer: 'unsupported' })
  })
})

describe('only a definite "not found" is absent', () => {
  test.each([
    ['ENOENT', 'nothing/here'],
    ['ENOTDIR: a file where a directory would be', 'file/below'],
    ['out of the root', '../secret'],
    ['out of the root from below', 'a/../../secret'],
    ['not as it would be listed', 'a/../file'],
    ['not as it would be listed either', './file'],
    ['an empty segment', 'a//b'],
    ['a leading slash', '/file'],
    ['dots alone', '..'],
    ['no name', ''],
    ['a zero byte', 'file\0'],
  ])('%s: %j', async (_, key) => {
    write('file', 1)
    write('a/b', 1)
    write('secret', 1, outside)
    expect(await open().head(key, signal)).toEqual({ answer: 'absent' })
  })

  test('an absolute key never leads out of the root', async () => {
    write('secret', 1, outside)
    expect(await open().head(join(outside, 'secret'), signal)).toEqual({ answer: 'absent' })
  })

  test.each(['...', '..a', 'a..', 'a/..b'])('%j is an ordinary name', async (key) => {
    write(key, 2)
    expect(await open().head(key, signal)).toMatchObject({ answer: 'found', size: 2 })
  })

  test('a directory of that name is an error', async () => {
    mkdirSync(join(root, 'folder'))
    expect(await open().head('folder', signal)).toMatchObject({ answer: 'error' })
  })

  test('a name too long for the file system is an error, and so is a loop of links', async () => {
    symlinkSync('loop', join(root, 'loop'))
    expect(await open().head('x'.repeat(300), signal)).toEqual({ answer: 'error', error: 'ENAMETOOLONG' })
    expect(await open().head('loop', signal)).toEqual({ answer: 'error', error: 'ELOOP' })
  })
})

describe('links', () => {
  test('into a directory that contains them end', async () => {
    write('a/b/file', 1)
    symlinkSync('../..', join(root, 'a/b/up'))
    symlinkSync('.', join(root, 'self'))
    expect(await list()).toEqual({ sizes: { 'a/b/file': 1 }, count: 1, unreadable: [] })
  })

  test('to nothing hold no object; to a file they are one', async () => {
    write('file', 4)
    symlinkSync('nowhere', join(root, 'dead'))
    symlinkSync('file', join(root, 'alias'))
    expect((await list()).sizes).toEqual({ file: 4, alias: 4 })
  })

  test('in a circle are told as unreadable', async () => {
    symlinkSync('two', join(root, 'one'))
    symlinkSync('one', join(root, 'two'))
    const { unreadable } = await list()
    expect(unreadable.map(({ prefix }) => prefix).sort()).toEqual(['one', 'two'])
  })
})

describe('a directory that cannot be read', () => {
  const NOBODY = 65_534
  const module = fileURLToPath(new URL('../../../src/storage/filesystem.ts', import.meta.url))

  /** Runs as nobody when we are root, who can be denied nothing. */
  function asUnprivileged(): { list: ListedPage[]; head: object; read: object; check: object } | undefined {
    const script = `
      const { openFilesystemStore } = await import(${JSON.stringify(module)})
      const store = openFilesystemStore({ type: 'filesystem', name: 'n', root: ${JSON.stringify(root)} })
      const closed = openFilesystemStore({ type: 'filesystem', name: 'n', root: ${JSON.stringify(join(root, 'closed'))} })
      const { signal } = new AbortController()
      const check = await closed.check(signal)
      const list = await Array.fromAsync(store.list({ prefix: '', after: '', signal }))
      const head = await store.head('closed/file', signal)
      const read = await store.read('open/secret', { algorithms: [], signal })
      console.log(JSON.stringify({ list, head, read, check }))`
    const uid = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
    try {
      return JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
          ...uid,
          cwd: '/',
          stdio: ['ignore', 'pipe', 'pipe'],
        }).toString(),
      )
    } catch (error) {
      // Only when another user may not even read our modules is there nothing to test.
      if (/EACCES|Cannot find module|ERR_MODULE_NOT_FOUND|permission denied/i.test(String(error)))
        return undefined
      throw error
    }
  }

  test('is told, does not end the walk, and what it holds is forbidden, not absent', (context) => {
    write('open/file', 1)
    write('open/secret', 1)
    chmodSync(join(root, 'open/secret'), 0)
    write('closed/file', 1)
    for (const path of [outside, root]) chmodSync(path, 0o755)
    chmodSync(join(root, 'closed'), 0)
    const seen = asUnprivileged()
    chmodSync(join(root, 'closed'), 0o755)
    if (seen === undefined) return context.skip('another user cannot read the modules')
    const { sizes, unreadable } = merge(seen.list)
    expect(sizes).toEqual({ 'open/file': 1, 'open/secret': 1 })
    expect(unreadable).toEqual([{ prefix: 'closed/', error: expect.stringContaining('EACCES') }])
    expect(seen.head).toEqual({ answer: 'forbidden', error: 'EACCES' })
    expect(seen.read).toEqual({ answer: 'forbidden', error: 'EACCES' })
    expect(seen.check).toEqual({
      ok: false,
      error: `${join(root, 'closed')} cannot be read (EACCES)`,
      advice: 'let the user that runs constat read and enter this directory and those above it',
    })
  })
})

describe('check', () => {
  test('is fine while the root is there', async () => {
    expect(await open().check(signal)).toEqual({ ok: true })
  })

  test('fails when the root vanished; so does the listing', async () => {
    const store = open()
    rmSync(root, { recursive: true })
    expect(await store.check(signal)).toMatchObject({ ok: false, error: expect.stringContaining('ENOENT') })
    await expect(Array.fromAsync(store.list({ prefix: '', after: '', signal }))).rejects.toThrow('ENOENT')
  })

  test('fails when the root is no directory, or was not there at first', async () => {
    rmSync(root, { recursive: true })
    const store = open()
    writeFileSync(root, '')
    expect(await store.check(signal)).toMatchObject({
      ok: false,
      error: expect.stringContaining('not a directory'),
    })
    rmSync(root)
    mkdirSync(root)
    expect(await store.check(signal)).toMatchObject({
      ok: false,
      error: expect.stringContaining('another device'),
    })
  })
})
