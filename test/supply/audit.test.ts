import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

/** The program and npm as they are, beside a registry that answers as it is told. */

const folder = mkdtempSync(join(tmpdir(), 'constat-audit-'))
afterAll(() => rmSync(folder, { recursive: true }))

const PACKAGE = { name: 'audited', version: '1.0.0', dependencies: { frail: '1.0.0' } }
writeFileSync(join(folder, 'package.json'), JSON.stringify(PACKAGE))
writeFileSync(
  join(folder, 'package-lock.json'),
  JSON.stringify({
    ...PACKAGE,
    lockfileVersion: 3,
    packages: {
      '': PACKAGE,
      'node_modules/frail': { version: '1.0.0', resolved: 'https://r.invalid/f.tgz' },
    },
  }),
)

async function auditAgainst(registry: RequestListener, cwd = folder) {
  const server = createServer(registry).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const args = [
    `--registry=http://127.0.0.1:${port}`,
    '--fetch-retries=0',
    `--cache=${mkdtempSync(join(folder, 'cache-'))}`,
  ]
  const program = resolve('supply/audit.ts')
  const ended = await new Promise<{ code: number; said: string }>((done) => {
    execFile(process.execPath, [program, ...args], { cwd }, (error, said) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, said }),
    )
  })
  server.close()
  return ended
}

/** @returns a registry that knows one weakness of `frail` */
function knowing(severity: string): RequestListener {
  const advisory = {
    id: 1,
    title: 'Frail breaks',
    url: 'https://advisories.invalid/1',
    severity,
    vulnerable_versions: '<2',
  }
  return (request, response) => {
    const versions = { '1.0.0': { name: 'frail', version: '1.0.0' } }
    const answer = request.url?.endsWith('/bulk') ? { frail: [advisory] } : { name: 'frail', versions }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  }
}

test.each(['moderate', 'high', 'critical'])('a weakness that is %s is told and refused', async (severity) => {
  const { code, said } = await auditAgainst(knowing(severity))
  expect(said).toContain(`${severity}: frail *: Frail breaks (https://advisories.invalid/1)`)
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('1 refused') })
})

test('one that is low is told and borne', async () => {
  const { code, said } = await auditAgainst(knowing('low'))
  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^low: frail[\s\S]*, 0 refused/) })
})

test('nothing known is well', async () => {
  const ended = await auditAgainst((_, response) => response.end('{}'))
  expect(ended).toEqual({ code: 0, said: 'audit: 0 packages with a known weakness, 0 refused\n' })
})

test.each([403, 405, 500])('a registry that answers %i is said to have told nothing', async (status) => {
  const { code, said } = await auditAgainst((_, response) => response.writeHead(status).end())
  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^audit: NOT DONE.*/) })
  expect(said).toContain(String(status))
})

test('what the registry has no part in fails', async () => {
  const empty = mkdtempSync(join(folder, 'empty-'))
  writeFileSync(join(empty, 'package.json'), JSON.stringify(PACKAGE))
  const { code, said } = await auditAgainst((_, response) => response.end('{}'), empty)
  expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/npm could not do it: .*lockfile/) })
})
