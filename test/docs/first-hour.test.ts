import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { Elsewhere } from '../package/elsewhere.ts'
import { npmScript, runNpm } from '../package/npm.ts'
import { makeDatabase } from '../support/database.ts'
import { type Block, blocksOf, pagePath, readPage, withBlock } from './page.ts'

/**
 * Follows the page word by word, in one shell, on a machine that has Node, npm and the usual programs, with nothing of
 * the clone on the path. Only what the page itself says to put in is put in: five values, and another bucket.
 */

const CLONE = join(import.meta.dirname, '../..')
const page = readPage('first-hour.md')
const { version } = JSON.parse(readFileSync(join(CLONE, 'package.json'), 'utf8')) as { version: string }

/** How a block's last program ends, where it is not 0; the page says so. */
const ENDS_WITH: Record<string, number> = { 'too-early': 2, reconcile: 1 }

const machine = new Elsewhere(mkdtempSync(join(tmpdir(), 'constat-first-hour-')))
afterAll(() => machine.remove())

test('the first hour, word by word', async () => {
  pack()
  const blocks = blocksOf(page).filter(({ name }) => name !== 'summary')
  const said = follow(blocks, await values())
  const shell = blocks.filter(({ language }) => language === 'sh')
  expect([...said].map(([name, { code }]) => `${name} ${code}`)).toEqual(
    shell.map(({ name }) => `${name} ${ENDS_WITH[name] ?? 0}`),
  )
  const outputOf = (name: string) => said.get(name)?.output ?? ''

  expect(outputOf('install')).toContain(version)
  const [, tables, objects] = /loaded (\d+) tables, and (\d+) objects/.exec(outputOf('load')) ?? []
  expect({ tables, objects }).toEqual({ tables: '9', objects: '21' }) // as the page says: nine tables, 21 objects
  expect(outputOf('init')).toMatch(/blob\.cle: [1-9]\d* of \d+ sampled values are keys of the bucket/)
  expect(outputOf('too-early')).toMatch(/FAILED +mapping/)
  expect(outputOf('doctor')).not.toContain('FAILED')
  expect(outputOf('doctor').match(/^WARNING.*/gm)).toEqual([expect.stringContaining('role')])
  const named = [...page.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[\w-]+\.\w+/g) ?? [],
  )
  expect(named.length).toBeGreaterThan(5)
  for (const file of named) expect(outputOf('reports').split('\n')).toContain(file)
  expect(outputOf('english')).toContain('\ncollectivity_id,')

  const figures = /\n(Incident du [\s\S]*)\n\n {2}Base vue le/.exec(outputOf('reconcile'))?.[1] ?? ''
  await expect(
    withBlock(page, 'summary', figures),
    'npx vitest run test/docs -u writes what comes out',
  ).toMatchFileSnapshot(pagePath('first-hour.md'))
}, 600_000)

/** Makes the tarball where the page expects it, from a copy: other tests may build the clone at the same time. */
function pack(): void {
  const copy = mkdtempSync(join(tmpdir(), 'constat-copy-'))
  const left = ['node_modules', '.git', 'dist', 'out']
  cpSync(CLONE, copy, { recursive: true, filter: (path) => !left.includes(basename(path)) })
  symlinkSync(join(CLONE, 'node_modules'), join(copy, 'node_modules'))
  const packed = runNpm('npm', ['pack', '--pack-destination', machine.folder], {
    node: process.execPath,
    cwd: copy,
    env: process.env,
  })
  rmSync(copy, { recursive: true })
  expect(packed, packed.stderr).toMatchObject({ status: 0 })
}

/** What a reader puts in. */
async function values(): Promise<Record<string, string>> {
  const { endpoint, accessKeyId, secretAccessKey, region } = inject('s3')
  return {
    CONSTAT_DATABASE_URL: (await makeDatabase()).url,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
  }
}

const MARK = '=== constat first hour:'

/** Runs the blocks in one shell. @returns by name how each ended and what it said, on either output */
function follow(blocks: readonly Block[], own: Record<string, string>) {
  const bucket = `sample-${randomBytes(6).toString('hex')}`
  const script = blocks.map(({ language, name, text }) => {
    const mine = text.replaceAll('constat-sample', bucket)
    if (language !== 'sh') return `cat > ${name} <<'END_OF_FILE'\n${mine}END_OF_FILE`
    return `${name === 'connect' ? withOwn(mine, own) : mine}\necho "${MARK} ${name} $?"`
  })
  const tools = machine.environment['PATH'] ?? ''
  for (const program of ['npm', 'npx'] as const)
    writeFileSync(join(tools, program), `#!/bin/sh\nexec node '${npmScript(program)}' "$@"\n`, {
      mode: 0o755,
    })
  const { stdout } = spawnSync('/bin/bash', ['-c', `exec 2>&1\n${script.join('\n')}`], {
    cwd: machine.folder,
    env: { ...machine.environment, PATH: `${tools}:/usr/bin:/bin` },
    encoding: 'utf8',
  })
  const parts = stdout.split(new RegExp(`${MARK} (\\S+) (\\d+)\n`))
  return new Map(
    Array.from({ length: Math.floor(parts.length / 3) }, (_, i) => {
      const [output = '', name = '', code] = parts.slice(i * 3, i * 3 + 3)
      return [name, { output, code: Number(code) }] as const
    }),
  )
}

function withOwn(text: string, own: Record<string, string>): string {
  expect([...text.matchAll(/^export (\w+)=/gm)].map(([, name]) => name)).toEqual(Object.keys(own))
  return text.replaceAll(/^export (\w+)='.*'$/gm, (_, name: string) => `export ${name}='${own[name]}'`)
}

test('the page names the version that is packed', () => {
  expect([...page.matchAll(/constat-(\d+\.\d+\.\d+\S*)\.tgz/g)].map(([, told]) => told)).toEqual([
    version,
    version,
  ])
})
