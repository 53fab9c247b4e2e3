import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stageInventory } from '../../../src/inventory/stage.ts'
import { openS3Store } from '../../../src/storage/s3.ts'
import type { Run } from '../../../src/store/run.ts'
import { RunStore } from '../../../src/store/run-store.ts'

const CONCURRENCY = 8
const KEYS = 20_000
const KEYS_PER_PAGE = 100
/** As a store answers over a network: requests overlap although both ends are this process. */
const LATENCY_MS = 40

/** The database promises what lies in `a/` and `z/`; storage holds ten times as much between the two. */
const promised = Array.from(
  { length: KEYS / 10 },
  (_, i) => `${i % 2 ? 'a' : 'z'}/${String(i).padStart(8, '0')}`,
)
const heavy = Array.from(
  { length: (KEYS * 9) / 10 },
  (_, i) => `offres/2023/07/${String(i).padStart(8, '0')}.bin`,
)
const stored = [...promised, ...heavy].sort()

let inFlight = 0
const alongside: number[] = []
const server = createServer((request, response) => {
  alongside.push(++inFlight)
  response.on('close', () => inFlight--)
  const query = new URL(request.url ?? '', 'http://localhost').searchParams
  const after = query.get('continuation-token') ?? query.get('start-after') ?? ''
  const from = stored.findIndex((key) => key > after)
  const page = from < 0 ? [] : stored.slice(from, from + KEYS_PER_PAGE)
  const more = page.length === KEYS_PER_PAGE && page.at(-1) !== stored.at(-1)
  const body = [
    `<ListBucketResult><IsTruncated>${more}</IsTruncated>`,
    more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '',
    ...page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`),
    '</ListBucketResult>',
  ].join('')
  setTimeout(() => response.end(body), LATENCY_MS)
})

let store: RunStore
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  store = await RunStore.open(':memory:', { timeZone: 'Europe/Paris' })
  await store.model(new URL('../../../src/store/schema.sql', import.meta.url))
  await store.run(
    `create table promise as select 'b' as bucket, unnest(from_json($keys, '["varchar"]')) as object_key,
       null::varchar as not_expected`,
    { keys: JSON.stringify(promised) },
  )
})
afterAll(async () => {
  await store.close()
  server.close()
})

test('an estate with 90 % of its stored keys in one expected range is listed in parallel, each key once', async () => {
  const { port } = server.address() as AddressInfo
  const primary = {
    type: 's3' as const,
    bucket: 'b',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'r',
    path_style: true,
    timeout_seconds: 30,
    access_key_id: 'a',
    secret_access_key: 'b',
    byte_ordered: true,
    prefixes: [],
    versions: false,
  }
  const s3 = openS3Store(primary, CONCURRENCY)
  const run = {
    config: { storage: { primary: [primary], list_ranges: CONCURRENCY, list_concurrency: CONCURRENCY } },
    store,
    folder: '',
    signal: new AbortController().signal,
    journal: { stage() {}, progress() {}, warn() {}, finished() {} },
  } as unknown as Run & { folder: string }
  await stageInventory(run, [s3])
  s3.close()

  const rows = await store.rows<{ object_key: string }>(
    'select object_key from stored_object order by object_key',
  )
  expect(rows.map((row) => row.object_key)).toEqual(stored)
  expect(await store.rows(`select * from listing_range where state <> 'done'`)).toEqual([])

  const several = alongside.filter((requests) => requests >= 3).length
  expect(several / alongside.length).toBeGreaterThan(0.6)
  expect(Math.max(...alongside)).toBeLessThanOrEqual(CONCURRENCY)
  expect(alongside.length).toBeLessThan((2 * KEYS) / KEYS_PER_PAGE)
})
