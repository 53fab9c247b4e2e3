import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandsFor, type Recoverable } from '../../../../reports/recovery-plan/commands.ts'
import { inComment, quoted } from '../../../../reports/recovery-plan/shell.ts'
import type { Place } from '../../../../src/config/place.ts'

const s3 = {
  type: 's3',
  key_prefix: '',
  endpoint: 'http://h:1',
  region: 'r',
  profile: null,
  credentials: 0,
} as const
const PLACES: Place[] = [
  { ...s3, role: 'primary', name: 'main', bucket: 'main' },
  { role: 'primary', name: 'tree', type: 'filesystem', root: '/tree' },
  { ...s3, role: 'recovery', name: 'same', bucket: 'copies' },
  {
    ...s3,
    role: 'recovery',
    name: 'other',
    bucket: 'far',
    endpoint: null,
    profile: 'backup',
    credentials: 1,
  },
  { role: 'recovery', name: 'disk', type: 'filesystem', root: '/disk' },
]
const row = (more: Partial<Recoverable> = {}): Recoverable => ({
  bucket: 'main',
  object_key: 'a/k',
  state: 'missing',
  recovery: 'replica',
  recovered_from: 'same',
  recovered_key: 'p/a/k',
  recovered_version_id: null,
  size_bytes: 10,
  archived: false,
  ...more,
})
const commands = (more: Partial<Recoverable> = {}) => commandsFor(row(more), PLACES)
const AT = `--endpoint-url='http://h:1' --region='r'`

describe('how an object is got back', () => {
  test('from another bucket of the same service', () => {
    expect(commands()).toEqual([
      `aws s3api copy-object --bucket='main' --key='a/k' --copy-source='copies/p/a/k' ${AT}`,
    ])
  })

  test('from where it was moved to', () => {
    expect(commands({ recovery: 'relocated', recovered_from: 'main', recovered_key: 'b' })).toEqual([
      `aws s3api copy-object --bucket='main' --key='a/k' --copy-source='main/b' ${AT}`,
    ])
  })

  test('from an older version', () => {
    expect(
      commands({
        recovery: 'version',
        recovered_from: 'main',
        recovered_key: 'a/k',
        recovered_version_id: 'v.1',
      }),
    ).toEqual([
      `aws s3api copy-object --bucket='main' --key='a/k' --copy-source='main/a/k?versionId=v.1' ${AT}`,
    ])
  })

  test('from another service, or with other credentials, by way of this machine', () => {
    expect(commands({ recovered_from: 'other' })).toEqual([
      `aws s3api get-object --bucket='far' --key='p/a/k' --region='r' --profile='backup' "$part"`,
      `aws s3api put-object --bucket='main' --key='a/k' --body="$part" ${AT}`,
    ])
  })

  test('larger than a copy may be', () => {
    const size_bytes = 5 * 1024 ** 3 + 1
    expect(commands({ size_bytes })).toEqual([
      `aws s3api get-object --bucket='copies' --key='p/a/k' ${AT} "$part"`,
      `aws s3 cp "$part" 's3://main/a/k' ${AT}`,
    ])
    expect(commands({ size_bytes: size_bytes - 1 })).toHaveLength(1)
  })

  test('from a directory tree, to one, and from one to another', () => {
    expect(commands({ recovered_from: 'disk', recovered_key: 'a/k' })).toEqual([
      `aws s3api put-object --bucket='main' --key='a/k' --body='/disk/a/k' ${AT}`,
    ])
    expect(commands({ bucket: 'tree' })).toEqual([
      `mkdir -p '/tree/a'`,
      `aws s3api get-object --bucket='copies' --key='p/a/k' ${AT} "$part"`,
      `cp "$part" '/tree/a/k'`,
    ])
    expect(commands({ bucket: 'tree', recovered_from: 'disk', recovered_key: 'a/k' })).toEqual([
      `mkdir -p '/tree/a'`,
      `cp -p '/disk/a/k' '/tree/a/k'`,
    ])
  })

  test.each([
    ['archived', { archived: true }],
    ['a key that leads out of its tree', { bucket: 'tree', object_key: '../../etc/passwd' }],
    ['a key that is a folder in its tree', { bucket: 'tree', object_key: 'a/' }],
    ['a store that is not configured', { bucket: 'unknown' }],
  ])('%s: told, not done', (_, more) => {
    const lines = commands(more)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.every((line) => line.startsWith('#'))).toBe(true)
  })

  test('a key that looks like a version is not named in the source of a copy', () => {
    expect(commands({ recovered_key: 'k?versionId=1' })[0]).toMatch(/^aws s3api get-object/)
  })

  test('a key that looks like the address of a file is not taken for one', () => {
    expect(commands({ object_key: 'file:///etc/passwd' })[0]).toContain(
      `--cli-input-json '{"Bucket":"main","Key":"file:///etc/passwd"}'`,
    )
  })
})

const HOSTILE = [
  `it's`,
  'a\nrm -rf /\n',
  '$(touch hacked)',
  '`touch hacked`',
  '-rf',
  '--endpoint-url=http://evil',
  '"; touch hacked; "',
  "'; touch hacked; '",
  'a\\',
  '*?[a]~',
  '\u0001\u007f\u0085\u2028',
  'é e\u0301 😀',
  '#',
  '!!',
  '',
]

/** Runs sh with an `aws` on the path that prints its arguments, each ended by a zero byte. */
function argumentsSeen(lines: string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'constat-sh-'))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/aws'), '#!/bin/sh\nprintf "%s\\0" "$@" >> seen\nprintf "\\0" >> seen\n')
  chmodSync(join(folder, 'bin/aws'), 0o755)
  writeFileSync(join(folder, 'script.sh'), `set -eu\npart=part\n${lines.join('\n')}\n`)
  execFileSync('sh', ['-n', 'script.sh'], { cwd: folder })
  writeFileSync(join(folder, 'seen'), '')
  execFileSync('sh', ['script.sh'], {
    cwd: folder,
    env: { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` },
  })
  expect(() => readFileSync(join(folder, 'hacked'))).toThrow()
  return readFileSync(join(folder, 'seen'), 'utf8')
    .split('\0\0')
    .slice(0, -1)
    .map((call) => call.split('\0'))
}

describe('hostile keys', () => {
  test.each(HOSTILE.filter((key) => key !== ''))('%j reaches the command as it is', (key) => {
    expect(argumentsSeen(commands({ object_key: key, recovered_key: key }))).toEqual([
      [
        's3api',
        'copy-object',
        '--bucket=main',
        `--key=${key}`,
        `--copy-source=copies/${key}`,
        '--endpoint-url=http://h:1',
        '--region=r',
      ],
    ])
  })

  test.each(HOSTILE)('%j stays within a comment', (key) => {
    expect(argumentsSeen(commands({ object_key: key, recovered_key: key, archived: true }))).toEqual([])
    expect(inComment(key)).not.toMatch(/[\n\r\u0085\u2028]/)
  })

  test.each(HOSTILE)('%j is one word', (text) => {
    expect(execFileSync('sh', ['-c', `printf '%s' ${quoted(text)}`]).toString()).toBe(text)
  })
})
