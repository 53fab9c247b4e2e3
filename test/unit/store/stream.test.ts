import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunStore } from '../../../src/store/run-store.ts'

let store: RunStore
beforeAll(async () => {
  store = await RunStore.open(':memory:', { timeZone: 'Europe/Paris' })
})
afterAll(() => store.close())

async function streamed(sql: string, parameters?: Record<string, string>): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const batch of store.stream(sql, parameters)) rows.push(...batch)
  return rows
}

test('a stream gives the rows that a query has, of every type and in their order', async () => {
  const sql = `
    select
      i, 'é' || i as text, case when i % 2 = 0 then 'even' end as "odd ""name""", i / 4 as rate, i > 1 as flag,
      ['a', 'b'] as list, date '2023-07-27' + i::integer as day, timestamptz '2023-07-27 10:30:00+02' + to_hours(i) as instant,
      12.50::decimal(6, 2) as exact, sum(i) over () as whole
    from range(5000) as t(i)
    order by i desc`
  expect(await streamed(sql)).toEqual(await store.rows(sql))
})

test.each(['', '\ufeffkey', '"\\/\b\f\n\r\t', '\u0001\u007f\u2028', '😀é', 'null', '[1]'])(
  'the text %j comes out of a stream as it went in',
  async (text) => {
    const sql = 'select $text::varchar as text, null::varchar as none, 1 as n'
    expect(await streamed(sql, { text })).toEqual([{ text, none: null, n: 1 }])
  },
)

test('a stream of figures alone needs no text', async () => {
  expect(await streamed('select 1 as a, true as b -- and a comment')).toEqual([{ a: 1, b: true }])
})
