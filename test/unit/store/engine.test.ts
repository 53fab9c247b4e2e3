import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RunStore } from '../../../src/store/run-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'constat-engine-'))
const settings = (store: RunStore) =>
  store.row(`select current_setting('memory_limit') as memory, current_setting('threads') as threads`)

test('memory and threads are what they were set to', async () => {
  const store = await RunStore.open(':memory:', { timeZone: 'UTC', memoryMib: 300, threads: 3 })
  expect(await settings(store)).toEqual({ memory: '300.0 MiB', threads: 3 })
  await store.close()
})

test('little memory is shared by few threads', async () => {
  const store = await RunStore.open(':memory:', { timeZone: 'UTC', memoryMib: 256 })
  const { threads } = (await settings(store)) as { threads: number }
  expect(threads).toBeLessThanOrEqual(2)
  await store.close()
})

test('it spills beside its file and leaves nothing there; not even what a killed run left', async () => {
  const path = join(folder, 'run.duckdb')
  mkdirSync(`${path}.tmp`)
  writeFileSync(join(`${path}.tmp`, 'duckdb_temp_storage_DEFAULT-0.tmp'), 'left behind')
  const store = await RunStore.open(path, { timeZone: 'UTC', memoryMib: 64, threads: 2 })
  expect(existsSync(`${path}.tmp`)).toBe(false)
  let spilled = 0
  const watch = setInterval(() => {
    if (existsSync(`${path}.tmp`)) spilled++
  }, 5)
  const { keys } = await store.row<{ keys: number }>(
    `select count(*) as keys from (select md5((i % 900000)::varchar) as key, count(*) as n from range(1800000) as r(i) group by key)`,
  )
  clearInterval(watch)
  expect(keys).toBe(900_000)
  expect(spilled).toBeGreaterThan(0)
  await store.close()
  expect(existsSync(`${path}.tmp`)).toBe(false)
})
