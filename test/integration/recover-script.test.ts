import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { RecoverableEstate } from '../support/recoverable-estate.ts'

const AWS = fileURLToPath(new URL('../support/aws.ts', import.meta.url))

/** Runs the script of a run as an operator would, with an `aws` on the path that writes to the tests' storage. */
async function recover(estate: RecoverableEstate): Promise<void> {
  const bin = join(estate.folder, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec "${process.execPath}" "${AWS}" "$@"\n`)
  chmodSync(join(bin, 'aws'), 0o755)
  execFileSync('sh', ['-n', `${estate.run}/recover.sh`])
  await promisify(execFile)(`${estate.run}/recover.sh`, {
    cwd: estate.folder,
    env: { ...process.env, ...estate.environment, PATH: `${bin}:${process.env['PATH']}` },
  })
}

const HOSTILE = [
  `it's $(touch hacked)`,
  '-dash',
  'a\nb',
  'a b+é%41?&',
  'file:///etc/hostname',
  '?versionId=x',
  '#!~*',
]

test('run by an operator, recover.sh gets back what the plan says, whatever the keys', async () => {
  const estate = new RecoverableEstate()
  const [bucket, replica] = [await estate.bucket({ other: 1 }), await estate.bucket({})]
  await estate.keepVersions(bucket)
  const content = (key: string) => `content of ${key}`
  for (const key of HOSTILE) {
    await estate.store(bucket, { key: `v/${key}`, content: content(`v/${key}`) })
    await estate.remove(bucket, `v/${key}`)
    await estate.store(bucket, { key: `moved/${key}`, content: content(`m/${key}`) })
    await estate.store(replica, { key: `copies/${key}`, content: content(key) })
  }
  await estate.version(bucket, 'overwritten', content('overwritten'))
  await estate.version(bucket, 'overwritten', 'x')
  mkdirSync(join(estate.folder, 'disk/d e'), { recursive: true })
  writeFileSync(join(estate.folder, "disk/d e/it's"), content('disk'))
  estate.promises(
    ...HOSTILE.flatMap((key) => [
      { key, content: content(key) },
      { key: `v/${key}`, content: content(`v/${key}`) },
      { key: `m/${key}`, content: content(`m/${key}`) },
    ]),
    { key: 'overwritten', content: content('overwritten') },
    { key: "d e/it's", content: content('disk') },
    { key: 'lost', content: content('lost') },
  )
  const config = estate.config(
    [{ bucket }],
    [
      { name: 'my copies', bucket: replica, key_prefix: 'copies/' },
      { name: 'disk', type: 'filesystem', root: 'disk' },
    ],
  )
  expect(await estate.reconcile(config)).toMatchObject({ code: 1 })
  const script = readFileSync(`${estate.run}/recover.sh`, 'utf8')
  expect(script).toContain('constat never runs this file')
  expect(script).toContain(`# ${HOSTILE.length * 3 + 2} objects, of which 1 are altered`)
  expect(statSync(`${estate.run}/recover.sh`).mode & 0o777).toBe(0o700)

  // A list has a key a line, and rclone sees paths.
  const listed = readFileSync(`${estate.run}/recover-my_copies.files`, 'utf8').trimEnd().split('\n')
  const left = HOSTILE.filter((key) => key.includes('\n') || key.includes('//'))
  expect(listed.sort()).toEqual(HOSTILE.filter((key) => !left.includes(key)).sort())
  expect(script).toContain(`${left.length} more are not in it`)
  expect(readFileSync(`${estate.run}/recover-disk.files`, 'utf8')).toBe("d e/it's\n")

  await recover(estate)
  expect(() => statSync(join(estate.folder, 'hacked'))).toThrow()
  expect(await estate.reconcile(config, '--run', 'after', '--verify', 'all')).toMatchObject({ code: 1 })
  const after = readFileSync(join(dirname(estate.run), 'after/findings.csv'), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(after).toHaveLength(2) // the labels, and what is lost
  expect(after[1]).toContain('lost')
})

test('into a directory tree, and from another service by way of this machine', async () => {
  const estate = new RecoverableEstate()
  const replica = await estate.bucket({})
  const key = "a/b c/it's $(touch hacked)"
  await estate.store(replica, { key, content: 'abc' })
  mkdirSync(join(estate.folder, 'tree'))
  writeFileSync(join(estate.folder, 'tree/here'), 'here')
  estate.promises({ key, content: 'abc' }, { key: 'here', content: 'here' })
  const config = estate.config(
    [{ type: 'filesystem', name: 'tree', root: 'tree' }],
    [{ name: 'replica', bucket: replica }],
  )
  expect(await estate.reconcile(config)).toMatchObject({ code: 0 })
  await recover(estate)
  expect(readFileSync(join(estate.folder, 'tree', key), 'utf8')).toBe('abc')
  expect(await estate.reconcile(config, '--run', 'after', '--verify', 'all')).toMatchObject({ code: 0 })
})

test('with nothing to get back the script says so and does nothing', async () => {
  const estate = new RecoverableEstate()
  const bucket = await estate.bucket({ k: 1 })
  estate.promises({ key: 'k', content: 'x' })
  const config = estate.config([{ bucket }])
  expect(await estate.reconcile(config)).toMatchObject({ code: 0 })
  expect(readFileSync(`${estate.run}/recover.sh`, 'utf8')).not.toMatch(/^aws/m)
  await recover(estate)
})
