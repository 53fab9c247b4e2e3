import { join } from 'node:path'
import { expect, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { readSummaryFile } from '../support/summary.ts'

/** 20 objects, of which the first `wrong` are a byte short. */
async function estateOf(wrong: number) {
  const estate = new TestEstate()
  const keys = Array.from({ length: 20 }, (_, i) => `k${i}`)
  const bucket = await estate.bucket(Object.fromEntries(keys.map((key, i) => [key, i < wrong ? 1 : 2])))
  estate.mapping({
    'expected-objects': keys.map((key) => ({
      object_key: key,
      file_id: key,
      kind: 'offer',
      role: 'content',
      collectivity_id: 'A',
      size_bytes: '2',
      deposited_at: '2022-05-04',
    })),
  })
  const config = (guards: object) =>
    estate.config([{ bucket }], [], (c) => {
      c['guards'] = guards
    })
  const run = async (path: string, name: string, ...args: string[]) =>
    constat(['reconcile', '--config', path, '--run', name, ...args], estate.environment)
  const folder = (name: string) => join(estate.folder, 'out', name)
  return { config, run, folder }
}

test('at the limit of size-mismatch a run goes on, and one object more stops it', async () => {
  const { config, run } = await estateOf(4)
  expect(await run(config({}), 'at')).toMatchObject({ code: 1 })
  const above = await estateOf(5)
  expect(await above.run(above.config({}), 'above')).toMatchObject({
    code: 5,
    stderr: expect.stringMatching(
      /size-mismatch:offer: 5 of 20 objects[\s\S]*--accept-guard NAME\[:INSTANCE\]/,
    ),
  })
})

test('what is accepted goes on and is told by every report of the run; another instance is not', async () => {
  const { config, run, folder } = await estateOf(5)
  const path = config({ loss_range: { offer: { min: 0.01, max: 0.24 }, dce: { min: 0.5 } } })
  expect(await run(path, 'r', '--accept-guard', 'size-mismatch:dce')).toMatchObject({ code: 5, stdout: '' })
  expect(await run(path, 'r', '--resume', '--accept-guard', 'size-mismatch:offer')).toMatchObject({
    code: 5,
    stderr: expect.stringMatching(
      /guard size-mismatch:offer, accepted: 5 of 20[\s\S]*loss-range:offer: 5 of 20 files \(25\.0 %\)/,
    ),
  })
  const accepted = await run(path, 'r', '--resume', '--accept-guard', 'loss-range')
  expect(accepted).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Guards accepted: loss-range, size-mismatch:dce, size-mismatch:offer'),
  })
  expect(readSummaryFile(folder('r')).guards_accepted).toEqual([
    'loss-range',
    'size-mismatch:dce',
    'size-mismatch:offer',
  ])
  expect(await constat(['report', '--run', folder('r'), '--locale', 'fr'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(
      'Garde-fous acceptés : taux de dommage hors de la plage déclarée (loss-range), trop de tailles différentes (size-mismatch:dce)',
    ),
  })
})

test('guards may be accepted from the start; a run that trips none says nothing of them', async () => {
  const { config, run, folder } = await estateOf(5)
  const path = config({ loss_range: { offer: { max: 0.25 } } })
  expect(await run(path, 'early', '--accept-guard', 'size-mismatch')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Guards accepted: size-mismatch'),
  })
  const quiet = await run(config({ size_mismatch: { max_share: 0.25 } }), 'quiet')
  expect(quiet.code).toBe(1)
  expect(quiet.stdout).not.toContain('Guards accepted')
  expect(readSummaryFile(folder('quiet')).guards_accepted).toEqual([])
})

test('fewer damaged than declared stops a run as well', async () => {
  const { config, run } = await estateOf(1)
  expect(await run(config({ loss_range: { offer: { min: 0.05 } } }), 'at')).toMatchObject({ code: 1 })
  expect(await run(config({ loss_range: { offer: { min: 0.06 } } }), 'below')).toMatchObject({
    code: 5,
    stderr: expect.stringContaining(
      'loss-range:offer: 1 of 20 files (5.0 %) are damaged; declared possible: 6.0 % to 100.0 %',
    ),
  })
})
