import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockRegister } from '../../../src/attest/register-lock.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'constat-lock-'))
const lockIn = (path: string) => join(path, 'attestations.json.lock')

test('one process at a time, and then the next', () => {
  const path = folder()
  {
    using _ = lockRegister(path)
    expect(() => lockRegister(path)).toThrow(
      `process ${process.pid} on ${hostname()} is issuing certificates`,
    )
  }
  expect(existsSync(lockIn(path))).toBe(false)
  using _ = lockRegister(path)
})

test('what a process that is gone left is taken over', () => {
  const path = folder()
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(lockIn(path), JSON.stringify({ pid, host: hostname() }))
  {
    using _ = lockRegister(path)
    expect(() => lockRegister(path)).toThrow(`process ${process.pid}`)
  }
  expect(existsSync(`${lockIn(path)}.takeover`)).toBe(false)
})

test.each([
  ['another machine', JSON.stringify({ pid: 1, host: 'elsewhere' })],
  ['nobody knows', ''],
])('what %s holds is not taken over', (_, content) => {
  const path = folder()
  writeFileSync(lockIn(path), content)
  expect(() => lockRegister(path)).toThrow('is issuing certificates')
  expect(existsSync(lockIn(path))).toBe(true)
  expect(existsSync(`${lockIn(path)}.takeover`)).toBe(false)
})

test('a folder that is not there is told', () => {
  expect(() => lockRegister('/nowhere/at/all')).toThrow('cannot write the register')
})
