import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkMachine, judgeDisk } from '../../../src/preflight/check-machine.ts'

test.each([
  [10e9, 1e6, 'ok', '10.0 GB are free, a run takes about 520 MB'],
  [10e9, 100e6, 'warning', 'too little: 10.0 GB are free, a run takes about 50.0 GB'],
  [520e6, 1e6, 'ok', '520 MB are free, a run takes about 520 MB'],
  [519e6, 1e6, 'warning', 'too little: 519 MB are free, a run takes about 520 MB'],
  [10e9, undefined, 'ok', '10.0 GB are free, a run takes about 20 MB and more'],
  [19e6, 0, 'failed', '19 MB are free, a run takes about 20 MB'],
] as const)('%d bytes for %s expected objects: %s', (free, rows, result, detail) => {
  expect(judgeDisk(free, rows)).toMatchObject({ result, detail })
})

test('a folder that is not there yet is asked for where it would be made; nothing is left behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-machine-'))
  const checks = await checkMachine(join(folder, 'runs/of/may'), 0)
  expect(checks).toMatchObject([
    { subject: 'output', result: 'ok' },
    { subject: 'disk', result: 'ok' },
  ])
  expect(readdirSync(folder)).toEqual([])
})

test('a folder below a file cannot be written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-machine-'))
  writeFileSync(join(folder, 'file'), '')
  expect(await checkMachine(join(folder, 'file/out'), 0)).toMatchObject([
    { subject: 'output', result: 'failed', detail: expect.stringContaining('ENOTDIR'), exitCode: 2 },
  ])
})
