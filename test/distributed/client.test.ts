import { beforeAll, describe, expect, test } from 'vitest'
import { tokenOf } from '../../fixtures/trino/access.ts'
import { TrinoSession } from '../../src/trino/session.ts'
import { literal } from '../../src/trino/sql-text.ts'
import { AUTHORITY } from '../support/tls-server.ts'
import { type Cluster, cluster, rowsOf } from './cluster.ts'

let here: Cluster
beforeAll(async () => {
  here = await cluster()
})

/** Rows for as long as anybody takes them. */
const ENDLESS = 'select orderkey, comment from tpch.sf1000.lineitem'

test('rows stream: no page is large, however many there are', async () => {
  let rows = 0
  let sum = 0n
  let largest = 0
  for await (const page of here.session.rows(
    'select orderkey, comment from tpch.sf1.orders where orderkey <= 1200000',
  )) {
    rows += page.rows
    const [keys = [], comments = []] = page.columns
    sum += (keys as bigint[]).reduce((total, key) => total + key, 0n)
    largest = Math.max(
      largest,
      (comments as string[]).reduce((total, comment) => total + comment.length, 0),
    )
  }
  const [[count, total] = []] = await rowsOf(
    here.session,
    'select count(*), sum(orderkey) from tpch.sf1.orders where orderkey <= 1200000',
  )
  expect([BigInt(rows), sum]).toEqual([count, total])
  expect(largest).toBeGreaterThan(0)
  expect(largest).toBeLessThan(8e6)
})

test('values come as they are', async () => {
  const rows = await rowsOf(
    here.session,
    `select 9007199254740993, cast('-9223372036854775808' as bigint), 7, cast('12345678901234567890.10' as decimal(30,2)),
       1e22, nan(), -infinity(), real '0.5', true, 'Écluse 😀', cast('ab' as char(3)), cast(null as bigint), null,
       date '2023-07-27', timestamp '2023-07-27 10:30:00.123456', timestamp '2023-07-27 10:30:00.123456 UTC',
       timestamp '2023-07-27 10:30:00.123456 Europe/Paris' at time zone 'UTC', array['a', null]`,
  )
  expect(rows).toEqual([
    [
      9007199254740993n,
      -9223372036854775808n,
      7,
      '12345678901234567890.10',
      1e22,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      0.5,
      true,
      'Écluse 😀',
      'ab ',
      null,
      null,
      '2023-07-27',
      '2023-07-27T10:30:00.123456',
      '2023-07-27T10:30:00.123456Z',
      '2023-07-27T08:30:00.123456Z',
      ['a', null],
    ],
  ])
})

test.each(["l'offre", '\\x', 'a\nb', '%_"', '\u{feff}é'])(
  'a literal says what it was made of: %j',
  async (text) => {
    expect(await rowsOf(here.session, `select ${literal(text)}`)).toEqual([[text]])
  },
)

describe('a statement that is not wanted any more', () => {
  /** @returns its state and error once it has ended, as the server has them */
  async function endOf(queryId: string) {
    const ask = `select state, error_code from system.runtime.queries where query_id = ${literal(queryId)}`
    for (let tries = 0; tries < 20; tries += 1) {
      const [end] = await rowsOf(here.session, ask)
      if (end?.[0] === 'FAILED' || end?.[0] === 'FINISHED') return end
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    return undefined
  }

  test('is cancelled on the server when it is aborted', async () => {
    const abort = new AbortController()
    let queryId = ''
    const onStats = (stats: { queryId: string; processedRows: number }) => {
      queryId = stats.queryId
      if (stats.processedRows > 0) abort.abort()
    }
    const counting = 'select count(*) from tpch.sf1000.lineitem'
    await expect(here.session.run(counting, { signal: abort.signal, onStats })).rejects.toThrow(
      abort.signal.reason,
    )
    expect(await endOf(queryId)).toEqual(['FAILED', 'USER_CANCELED'])
  })

  test('is cancelled on the server when its rows are left', async () => {
    let queryId = ''
    for await (const _ of here.session.rows(ENDLESS, { onStats: (stats) => (queryId = stats.queryId) })) break
    expect(await endOf(queryId)).toEqual(['FAILED', 'USER_CANCELED'])
  })
})

describe('a statement that fails', () => {
  test.each([
    ['selec 1', 2, /SYNTAX_ERROR \(.*selec/],
    ['select 1 from marketplace.public.absent', 2, /TABLE_NOT_FOUND .*marketplace\.public\.absent/],
    ['select 1 from elsewhere.s.t', 2, /CATALOG_NOT_FOUND/],
    [
      "select cast(x as bigint) from (values 'ana@example.org') as v(x)",
      2,
      /^[^@]*INVALID_CAST_ARGUMENT, query \w+$/,
    ],
    [
      `select * from table(marketplace.system.query(query => 'select ''ana@example.org''::int as n'))`,
      4,
      /^[^@]*$/,
    ],
  ])('%s', async (sql, exitCode, message) => {
    const run = here.session.run(sql)
    await expect(run).rejects.toMatchObject({
      name: 'Failure',
      exitCode,
      message: expect.stringMatching(message),
    })
  })

  test('for want of time, as a session property says', async () => {
    const session_properties = { query_max_execution_time: '1s' }
    using hurried = new TrinoSession({ url: here.trino.url, user: 'constat', session_properties })
    await expect(hurried.run('select count(*) from tpch.sf1000.lineitem')).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/EXCEEDED_TIME_LIMIT/),
    })
  })
})

describe('over https, by an authority of our own', () => {
  const ask = async (more: object) => {
    using session = new TrinoSession({ url: here.trino.secureUrl, user: here.trino.access.user, ...more })
    return await rowsOf(session, 'select current_user')
  }

  test('a password and a token let us in', async () => {
    const { access } = here.trino
    expect(await ask({ ca: AUTHORITY, password: access.password })).toEqual([[access.user]])
    expect(await ask({ ca: AUTHORITY, token: tokenOf(access) })).toEqual([[access.user]])
  })

  test.each([
    ['another password', () => ({ password: 'not-the-password' })],
    ['none', () => ({})],
    ['a token that expired', () => ({ token: tokenOf(here.trino.access, -60) })],
  ])('%s does not', async (_, more) => {
    const failed = await ask({ ca: AUTHORITY, ...more() }).catch((error: unknown) => error)
    expect(failed).toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/refuses the user.*\(401\)$/),
    })
    expect(`${failed} ${JSON.stringify(failed)}`).not.toContain('not-the-password')
  })

  test('a certificate that nobody vouches for does not verify', async () => {
    await expect(ask({ password: here.trino.access.password })).rejects.toMatchObject({
      exitCode: 4,
      advice: expect.stringContaining('certificate does not verify'),
    })
  })
})
