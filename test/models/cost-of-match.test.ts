import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { deriveMatches } from '../../src/match/stage.ts'
import { RunStore } from '../../src/store/run-store.ts'
import { fillEstate } from './estate-by-sql.ts'

/** What later stages are given, and what they need not look at. */
const HANDED_ON = `
  select
    (select count(*) from listing_difference) as differences,
    (select count(*) from suspect_object) as suspects,
    (select count(*) from sampled_object) as sampled,
    (select count(*) from match_row where not sampled) as rows,
    (select count(*) from key_form) as forms,
    (select count(*) from rule_match) as by_rule,
    (select count(*) from orphan) as orphans`
const COUNTED = `select coalesce(sum(n), 0)::integer as n from tally where unit = 'objects'`

/** @param memoryMib of the engine, while it matches */
async function matched(intact: number, memoryMib: number) {
  const folder = mkdtempSync(join(tmpdir(), 'constat-cost-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'run.duckdb')
  const before = await RunStore.open(path, { timeZone: 'Europe/Paris' })
  await fillEstate(before, intact, 20)
  await before.close()
  let spilled = false
  const watch = setInterval(() => {
    spilled ||= existsSync(`${path}.tmp`)
  }, 5)
  const store = await RunStore.open(path, { timeZone: 'Europe/Paris', memoryMib, threads: 2 })
  onTestFinished(() => store.close())
  await deriveMatches(store)
  clearInterval(watch)
  return { store, spilled }
}

test('ten times as many intact objects hand on no more rows', async () => {
  const { store: small } = await matched(2000, 600)
  const { store: large } = await matched(20_000, 600)
  const handedOn = await small.row(HANDED_ON)
  expect(handedOn).toMatchObject({ suspects: 120, by_rule: 40, sampled: 20 })
  expect(await large.row(HANDED_ON)).toEqual(handedOn)
  const { n } = await small.row<{ n: number }>(COUNTED)
  expect(await large.row(COUNTED)).toEqual({ n: n + 18_000 })
})

test('an engine with little memory spills, and finds the same', { timeout: 300_000 }, async () => {
  const figures = async (store: RunStore) => ({
    handedOn: await store.row(HANDED_ON),
    tally: await store.row(
      'select count(*) as cells, sum(hash(t)::hugeint)::varchar as digest from tally as t',
    ),
    sample: await store.rows('select row_number from sampled_object order by all'),
  })
  const tight = await matched(150_000, 80)
  const ample = await matched(150_000, 2000)
  expect([tight.spilled, ample.spilled]).toEqual([true, false])
  expect(await figures(tight.store)).toEqual(await figures(ample.store))
})
