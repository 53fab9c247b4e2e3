import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EstateBucket } from '../../fixtures/bench/estate/bucket.ts'
import type { BenchFigures } from '../../fixtures/bench/report/figures.ts'
import { listObjectsV2 } from '../../fixtures/s3/list-objects-v2.ts'
import { parseRequest } from '../../fixtures/s3/s3-request.ts'
import { constat } from '../support/constat.ts'

/** All that a benchmark may rest on: what every system has, and neither psql nor a listing tool. */
const PROGRAMS = ['cat', 'comm', 'cut', 'id', 'kill', 'mkfifo', 'rm', 'sh', 'sort', 'test', 'wc']

function bareMachine(folder: string): string {
  chmodSync(folder, 0o755) // PostgreSQL's user looks there too
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const program of PROGRAMS) {
    const found = ['/bin', '/usr/bin'].map((place) => join(place, program)).find(existsSync)
    if (found !== undefined) symlinkSync(found, join(bin, program))
  }
  return bin
}

/** What the two pages of the estate's listing take as the stand-in writes them. */
function listingBytes(): number {
  const bucket = new EstateBucket({ objects: 2_000, lossPercent: 7 })
  return ['', `&start-after=${bucket.at(999)?.key}`]
    .map((after) => parseRequest('GET', `/estate-2000-7?list-type=2${after}`, []))
    .map((request) => Buffer.byteLength(String(listObjectsV2(bucket, request).body)))
    .reduce((sum, bytes) => sum + bytes)
}

test('the benchmark measures everything on a bare machine, writes its figures and its section', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-bench-'))
  const [json, page] = [join(folder, 'bench.json'), join(folder, 'page.md')]
  writeFileSync(page, '# Measured\n\nBy hand.\n')
  const outcome = await constat(['bench', '--size', '2k', '--rounds', '1', '--json', json, '--page', page], {
    PATH: bareMachine(folder),
  })
  expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('listing: CPU per key') })

  const written = JSON.parse(readFileSync(json, 'utf8'))
  const figures: BenchFigures = written
  const ratio = expect.any(Number)
  expect(figures).toMatchObject({
    size: '2k',
    listing: { cpu_vs_sdk: ratio, rate_vs_best_tool: ratio, best_tool: 'SDK paginator, into a Map' },
    end_to_end: { vs_pipeline: ratio, vs_floor: ratio, seconds: ratio },
    probe: { vs_bare: ratio },
    damage: { extra_probes: 120 },
  })
  expect(figures.listings.map(({ keys }) => keys)).toEqual([1_860, 1_860])
  expect(written.measured.rounds[0].download.bytes).toBe(listingBytes())
  expect(readFileSync(page, 'utf8')).toMatch(/^# Measured\n\nBy hand\.\n\n<!-- 2k: .*## 2k: 2,000 promised/s)
}, 600_000)

test.each([
  [['--size', 'huge'], '--size huge is no size'],
  [['--rounds', '0'], '--rounds 0 is no number of rounds'],
  [['--json', '/no/such/folder/bench.json'], 'there is no folder for /no/such/folder/bench.json'],
  [['--size', '1m', '--ceph'], '--ceph takes at most 100k objects'],
])('%j is refused before anything is started', async (options, told) => {
  expect(await constat(['bench', ...options])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(told),
  })
})
