import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { connectMarketplace } from '../../src/marketplace/connect.ts'

test.each([
  ['without options', (url: URL) => url],
  [
    'with options of its own',
    (url: URL) => {
      url.searchParams.set('options', '-c search_path=elsewhere -c default_transaction_read_only=off')
      return url
    },
  ],
])('a session of a URL %s is read-only, and cannot write', async (what, change) => {
  await using opened = new AsyncDisposableStack()
  const url = change(new URL(inject('databaseUrl'))).href
  const { db } = opened.adopt(connectMarketplace({ url }), (it) => it.close())
  const { rows } = await sql<Record<string, string>>`
    select current_setting('default_transaction_read_only') as read_only, current_setting('timezone') as zone,
      current_setting('search_path') as path`.execute(db)
  expect(rows[0]).toMatchObject({ read_only: 'on', zone: 'UTC' })
  if (what === 'with options of its own') expect(rows[0]).toMatchObject({ path: 'elsewhere' })
  await expect(sql`create table planted (x int)`.execute(db)).rejects.toThrow('read-only transaction')
})
