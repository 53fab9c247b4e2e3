import { describe, expect, test } from 'vitest'
import type { TrinoConnection } from '../../../src/trino/connection.ts'
import type { Page } from '../../../src/trino/page.ts'
import { TrinoSession } from '../../../src/trino/session.ts'
import { data, lastPage, page, reset, startScripted, status } from './scripted-coordinator.ts'

const FAILURE = 'Failure'

async function read(connection: Omit<TrinoConnection, 'user'>, sql = 'select 1'): Promise<Page[]> {
  using session = new TrinoSession({ user: 'ana', ...connection })
  return await Array.fromAsync(session.rows(sql))
}

describe('pages', () => {
  test('come column by column, and empty ones are passed by', async () => {
    using server = await startScripted([
      page(''),
      page(data(['key varchar', 'size bigint'], '[["a",1],[null,2]]')),
      page(''),
      lastPage(data(['key varchar', 'size bigint'], '[["c",null]]')),
    ])
    expect(await read({ url: server.url })).toEqual([
      {
        names: ['key', 'size'],
        types: ['varchar', 'bigint'],
        rows: 2,
        columns: [
          ['a', null],
          [1n, 2n],
        ],
      },
      { names: ['key', 'size'], types: ['varchar', 'bigint'], rows: 1, columns: [['c'], [null]] },
    ])
    expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET'])
    expect(server.asked[1]?.path).toContain('targetResultSize=4MB')
  })

  test('whole numbers stay exact, whatever JavaScript would make of them', async () => {
    const rows =
      '[[9007199254740993,"1.5",1E22,"NaN",true],[-9223372036854775808,"12345678901234567890.1",0.5,1,false]]'
    const columns = ['n bigint', 'd decimal', 'f double', 'g double', 'b boolean']
    using server = await startScripted([lastPage(data(columns, rows))])
    const [only] = await read({ url: server.url })
    expect(only?.columns).toEqual([
      [9007199254740993n, -9223372036854775808n],
      ['1.5', '12345678901234567890.1'],
      [1e22, 0.5],
      [Number.NaN, 1],
      [true, false],
    ])
  })

  test('times keep their digits and their zone', async () => {
    const rows =
      '[["2023-07-27 10:30:00.123456","2023-07-27 10:30:00.123456 UTC"],["2023-01-01 00:00:00","2023-07-27 10:30:00 +02:00"]]'
    using server = await startScripted([lastPage(data(['t timestamp', 'i timestamp with time zone'], rows))])
    const [only] = await read({ url: server.url })
    expect(only?.columns).toEqual([
      ['2023-07-27T10:30:00.123456', '2023-01-01T00:00:00'],
      ['2023-07-27T10:30:00.123456Z', '2023-07-27T10:30:00+02:00'],
    ])
  })

  test.each([
    ['timestamp with time zone', '[["2023-07-27 10:30:00 Europe/Paris"]]', /at time zone 'UTC'/],
    ['map', '[[{"a":1}]]', /column x is of Trino's type map.*cast it/],
  ])('a %s that is not read is a mistake of ours', async (type, rows, message) => {
    using server = await startScripted([page(data([`x ${type}`], rows))])
    await expect(read({ url: server.url })).rejects.toThrow(message)
    expect(server.asked.at(-1)?.method).toBe('DELETE')
  })
})

describe('what passes is asked again', () => {
  test('a busy server, and a connection that broke while a page was fetched', async () => {
    using server = await startScripted([
      status(503),
      page(''),
      status(502),
      status(504),
      reset,
      status(429, { 'retry-after': '1' }),
      lastPage(data(['n integer'], '[[1]]')),
    ])
    expect(await read({ url: server.url })).toHaveLength(1)
    const paths = server.asked.filter(({ method }) => method === 'GET').map(({ path }) => path)
    expect(paths).toHaveLength(5)
    expect(new Set(paths).size).toBe(1)
  })

  test('a broken connection while the statement was handed in is not: it may run already', async () => {
    using server = await startScripted([reset, lastPage('')])
    await expect(read({ url: server.url })).rejects.toMatchObject({ name: FAILURE, exitCode: 4 })
    expect(server.asked).toHaveLength(1)
  })

  test('not for ever', async () => {
    using server = await startScripted([page(''), ...Array.from({ length: 50 }, () => status(503))])
    await expect(read({ url: server.url, patience_seconds: 0.3 })).rejects.toMatchObject({
      exitCode: 4,
      message: `Trino at ${server.url} did not answer: it answers 503`,
    })
  })
})

describe('what ends a statement says what, where and what to do', () => {
  const error = (errorName: string, errorType: string, message: string) =>
    lastPage(`"error":${JSON.stringify({ message, errorCode: 1, errorName, errorType })},`)

  test.each([
    [
      error('TABLE_NOT_FOUND', 'USER_ERROR', "line 1:15: Table 'a.b.c' does not exist"),
      2,
      /Table 'a\.b\.c' does not exist.*query q1/,
    ],
    [
      error('INVALID_CAST_ARGUMENT', 'USER_ERROR', 'Value cannot be cast to date: ana@example.org'),
      2,
      /^[^@]*INVALID_CAST_ARGUMENT, query q1$/,
    ],
    [
      error('JDBC_ERROR', 'EXTERNAL', 'ERROR: invalid input syntax for type integer: "Ana Roy"'),
      4,
      /type integer: "…"\), query q1$/,
    ],
    [
      error('PAGE_TRANSPORT_ERROR', 'INTERNAL_ERROR', 'Error fetching http://10.0.0.2'),
      4,
      /^Trino lost a worker/,
    ],
    [
      error('EXCEEDED_LOCAL_MEMORY_LIMIT', 'INSUFFICIENT_RESOURCES', 'Query exceeded 600MB'),
      4,
      /exceeded 600MB/,
    ],
    [error('ADMINISTRATIVELY_KILLED', 'USER_ERROR', 'Killed'), 4, /a statement failed on Trino/],
    [status(401), 4, /refuses the user, its password or its token \(401\)$/],
    [status(404), 4, /does not know the statement any more/],
    [status(500), 4, /does not speak Trino's protocol/],
    [
      status(302, { location: 'https://login.example.org/?secret=1' }),
      2,
      /sends us on to https:\/\/login\.example\.org$/,
    ],
    [lastPage('"data":[[1]],'.replace('"data"', '"id":7,"data"')), 4, /does not speak/],
  ])('%#', async (reply, exitCode, message) => {
    using server = await startScripted([reply])
    const failed = await read({ url: server.url, token: 'a-token' }).catch((failure: unknown) => failure)
    expect(failed).toMatchObject({ name: FAILURE, exitCode, message: expect.stringMatching(message) })
    expect(JSON.stringify(failed) + String(failed)).not.toContain('a-token')
  })

  test('a page that lies elsewhere is not asked for', async () => {
    using other = await startScripted([])
    using server = await startScripted([
      (response) => void response.end(`{"id":"q1","nextUri":"${other.url}/v1/x","stats":{}}`),
    ])
    await expect(read({ url: server.url })).rejects.toMatchObject({
      exitCode: 2,
      message: `Trino at ${server.url} sends us on to ${other.url}`,
      advice: expect.stringContaining('process-forwarded'),
    })
    expect(other.asked).toEqual([])
  })

  test('nobody listens', async () => {
    const server = await startScripted([])
    server[Symbol.dispose]()
    await expect(read({ url: server.url })).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/^Trino at http:\/\/127\.0\.0\.1:\d+ did not answer: .*ECONNREFUSED/),
    })
  })
})

describe('a statement that is not wanted any more is cancelled', () => {
  test('when its rows are left', async () => {
    using server = await startScripted([page(data(['n integer'], '[[1]]'))])
    using session = new TrinoSession({ url: server.url, user: 'ana' })
    for await (const _ of session.rows('select 1')) break
    expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  })

  test('when it is aborted while it is waited for', async () => {
    const abort = new AbortController()
    using server = await startScripted([page(''), () => abort.abort()])
    using session = new TrinoSession({ url: server.url, user: 'ana' })
    await expect(session.run('select 1', { signal: abort.signal })).rejects.toThrow(abort.signal.reason)
    expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'DELETE'])
  })

  test('when it is aborted while the server is busy', async () => {
    using server = await startScripted([page(''), status(429, { 'retry-after': '60' })])
    using session = new TrinoSession({ url: server.url, user: 'ana' })
    const signal = AbortSignal.timeout(200)
    await expect(session.run('select 1', { signal })).rejects.toThrow(/timeout/)
    expect(server.asked.at(-1)?.method).toBe('DELETE')
  })

  test('not when it came to its end', async () => {
    using server = await startScripted([lastPage(data(['n integer'], '[[1]]'))])
    await read({ url: server.url })
    expect(server.asked.map(({ method }) => method)).toEqual(['POST'])
  })
})

test('each request says who asks, and how', async () => {
  using server = await startScripted([page(''), lastPage('')])
  const session_properties = { query_max_run_time: '2h', 'inventory.note': 'a=b, é' }
  await read({ url: server.url, password: 'sésame', session_properties }, 'select 2')
  expect(server.asked[0]?.body).toBe('select 2')
  for (const { headers } of server.asked)
    expect(headers).toMatchObject({
      'x-trino-user': 'ana',
      'x-trino-source': 'constat',
      'x-trino-client-capabilities': 'PARAMETRIC_DATETIME',
      'x-trino-session': 'query_max_run_time=2h,inventory.note=a%3Db%2C%20%C3%A9',
      authorization: `Basic ${Buffer.from('ana:sésame').toString('base64')}`,
    })
})

test('its course is told', async () => {
  using server = await startScripted([page(''), lastPage('')])
  using session = new TrinoSession({ url: server.url, user: 'ana' })
  const told: string[] = []
  await session.run('select 1', { onStats: ({ queryId, state }) => told.push(`${queryId} ${state}`) })
  expect(told).toEqual(['q1 RUNNING', 'q1 RUNNING'])
})
