import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Client } from 'pg'
import Cursor from 'pg-cursor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectMarketplace, type Marketplace } from '../../src/marketplace/connect.ts'
import { CONTRACT } from '../../src/marketplace/contract.ts'
import type { Mapping } from '../../src/marketplace/mapping.ts'
import { type RowReader, readMarketplace } from '../../src/marketplace/read.ts'
import { ArrivingRows } from '../../src/store/copy-text.ts'
import { RunStore } from '../../src/store/run-store.ts'
import { makeDatabase } from '../support/database.ts'

type Cells = (string | null)[]

const NAMES = ['collectivity_id', 'name', 'siren', 'siret', 'department', 'email']
const folder = mkdtempSync(join(tmpdir(), 'constat-rows-'))
const going = new AbortController().signal
const opened = new AsyncDisposableStack()
let owner: Client
let marketplace: Marketplace
let store: RunStore

beforeAll(async () => {
  const database = await makeDatabase(
    `create table body (position serial, ${NAMES.map((name) => `${name} text`).join(', ')})`,
  )
  owner = opened.adopt(new Client({ connectionString: database.url }), (it) => it.end())
  await owner.connect()
  marketplace = opened.adopt(connectMarketplace({ url: database.readerUrl }), (it) => it.close())
  store = opened.adopt(await RunStore.open(join(folder, 'run.duckdb'), { timeZone: 'Europe/Paris' }), (it) =>
    it.close(),
  )
  await store.run(
    `create table raw_collectivity (row_number bigint, ${NAMES.map((name) => `${name} varchar`).join(', ')})`,
  )
})

afterAll(() => opened.disposeAsync())

/** A mapping of one SELECT: the public bodies. */
function mappingOf(sql: string): Mapping {
  const bodies = CONTRACT.filter(({ name }) => name === 'collectivities')
  return { folder, digest: '', selects: bodies.map((select) => ({ ...select, sql, file: 'bodies.sql' })) }
}

/** Reads a SELECT into the run store as the expectations do. */
async function stage(sql: string, signal = going): Promise<void> {
  await store.run('delete from raw_collectivity')
  await using rows = new ArrivingRows(store, NAMES, folder, (session) =>
    session.run('insert into raw_collectivity select * from arrived_row'),
  )
  const reader: RowReader = {
    onSnapshot() {},
    onSelect() {},
    onRows: (lot) => rows.append(lot.bytes, lot.rows),
    onEnd: () => rows.finish(),
  }
  await readMarketplace(marketplace, mappingOf(sql), reader, signal)
}

/** @returns what the store then holds, by row number */
async function staged(sql: string, signal = going): Promise<Cells[]> {
  await stage(sql, signal)
  const held = await store.rows<Record<string, string | null>>(
    'select * from raw_collectivity order by row_number',
  )
  expect(held.map((row) => row['row_number'])).toEqual(held.map((_, i) => i + 1))
  expect(readdirSync(folder).filter((name) => name.endsWith('.copy'))).toEqual([])
  return held.map((row) => NAMES.map((name) => row[name] ?? null))
}

/** The same rows by a cursor, which knows nothing of COPY. */
async function byCursor(sql: string): Promise<Cells[]> {
  const text = `select ${NAMES.map((name) => `${name}::text`).join(', ')} from (${sql}) as mapped`
  const cursor = owner.query(new Cursor<Record<string, string | null>>(text))
  const rows = await cursor.read(1_000_000)
  await cursor.close()
  return rows.map((row) => NAMES.map((name) => row[name] ?? null))
}

/** What COPY, CSV readers and decoders have special words for. */
const SPECIAL = [
  '\\',
  '\t',
  '\n',
  '\r',
  '\b',
  '\f',
  '\v',
  '\x01',
  '\x1a',
  '\x7f',
  '"',
  "'",
  ',',
  ';',
  '#',
  '-',
  ' ',
]
const WORDS = [
  '\\N',
  '\\.',
  '\\\\N',
  '\\n',
  '\\x41',
  '\\0',
  '\r\n',
  'NULL',
  '\ufeff',
  '\u2028',
  '\u{1f5c3}',
  'e\u0301',
]

const cell = fc.option(
  fc.oneof(
    fc.constant(''),
    fc
      .array(fc.constantFrom(...SPECIAL, ...WORDS, 'N', 'b', 't', 'a'), { maxLength: 8 })
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', '').toWellFormed()),
  ),
  { freq: 4 },
)

test('rows arrive to the byte, as a cursor gives them', async () => {
  const select = `select ${NAMES.join(', ')} from body order by position`
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell, cell, cell, cell), { maxLength: 60 }),
      async (rows) => {
        await owner.query('truncate body')
        await owner.query(
          `insert into body (${NAMES.join(', ')}) select r->>0, r->>1, r->>2, r->>3, r->>4, r->>5
         from jsonb_array_elements($1::jsonb) with ordinality as t (r, i) order by i`,
          [JSON.stringify(rows)],
        )
        const held = await staged(select)
        expect(held).toEqual(rows)
        expect(held).toEqual(await byCursor(select))
      },
    ),
    { numRuns: 100 },
  )
}, 120_000)

/** A SELECT of the contract's columns, of which these are given. */
const selectOf = (columns: Record<string, string>, from = '') =>
  `select ${NAMES.map((name) => `${columns[name] ?? 'null::text'} as ${name}`).join(', ')} ${from}`

test('values of any type come as the database prints them', async () => {
  const select = selectOf({
    name: 'true',
    siren: '1.50::numeric',
    siret: `'a '::char(4)`,
    email: `date '2022-05-04'`,
  })
  expect(await staged(select)).toEqual([[null, 'true', '1.50', 'a', null, '2022-05-04']])
})

test('no rows, and rows of nothing but nulls or empty texts', async () => {
  expect(await staged(selectOf({}, 'where false'))).toEqual([])
  const empty = Object.fromEntries(NAMES.map((name) => [name, `''`]))
  const rows = await staged(`${selectOf({})} union all ${selectOf(empty)} union all ${selectOf({})}`)
  expect(rows).toEqual([NAMES.map(() => null), NAMES.map(() => ''), NAMES.map(() => null)])
})

test('rows of many lots keep the order of the database, and values of 10 MB their bytes', async () => {
  const select = selectOf(
    {
      collectivity_id: 'i::text',
      name: `case when i % 60000 = 0 then repeat(chr(92) || chr(10) || 'é' || i, 1000000) else '' end`,
      email: `repeat('x', 60)`,
    },
    'from generate_series(1, 300000) as i',
  )
  await stage(select)
  expect(
    await store.row(`
      select count(*) as rows, count(*) filter (collectivity_id <> row_number::varchar) as misplaced,
        count(case when name <> '' then nullif(name = repeat(chr(92) || chr(10) || 'é' || row_number, 1000000), false) end) as large
      from raw_collectivity`),
  ).toEqual({ rows: 300_000, misplaced: 0, large: 5 })
})

test('bytes that are no UTF-8 become U+FFFD, and take no other value with them', async () => {
  await owner.query('create cast (bytea as text) without function') // as bases from before the server checked hold them
  const select = selectOf({ name: `'\\x61e9'::bytea::text`, email: `'b'` })
  const both = `${select} union all ${selectOf({ name: `'é'` })}`
  expect(await staged(both)).toEqual(await byCursor(both))
  expect(await staged(both)).toEqual([
    [null, 'a\ufffd', null, null, null, 'b'],
    [null, 'é', null, null, null, null],
  ])
})

const divided = 'from generate_series(1, 500000) as i'

test.each<[string, string, number, RegExp]>([
  [
    'a value that cannot be read',
    selectOf({ name: '(1 / (400000 - i))::text' }, divided),
    2,
    /bodies\.sql: division by zero/,
  ],
  [
    'a text of two statements',
    'select 1) x) to stdout; commit; drop table body; select (1',
    2,
    /bodies\.sql: /,
  ],
  ['two statements', `${selectOf({})}; select 1`, 2, /bodies\.sql: .*multiple commands/],
  ['a statement that writes', selectOf({ name: `nextval('body_position_seq')::text` }), 2, /bodies\.sql: /],
  ['an unknown column', 'select 1 as name', 2, /bodies\.sql: /],
])('%s ends the reading, which can start over', async (_, select, exitCode, message) => {
  await expect(staged(select)).rejects.toMatchObject({ exitCode, message: expect.stringMatching(message) })
  expect(await staged(selectOf({ name: `'again'` }))).toHaveLength(1)
  expect((await owner.query('select 1 from body limit 1')).fields).toHaveLength(1)
})

const endless = selectOf({ name: `repeat('x', 1000)` }, 'from generate_series(1, 100000000)')
const running = `pid <> pg_backend_pid() and query like 'copy %'`

test('a connection that is cut in the middle ends the reading with 4', async () => {
  const reading = staged(endless)
  const cut = async () => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${running}`)
  }
  await Promise.all([expect(reading).rejects.toMatchObject({ exitCode: 4 }), cut()])
})

test('a run that is stopped leaves no query behind', async () => {
  const stop = new AbortController()
  const reading = staged(endless, stop.signal)
  setTimeout(() => stop.abort(new Error('enough')), 500)
  await expect(reading).rejects.toThrow('enough')
  await expect
    .poll(() => owner.query(`select 1 from pg_stat_activity where ${running}`), { timeout: 10_000 })
    .toMatchObject({ rowCount: 0 })
})
