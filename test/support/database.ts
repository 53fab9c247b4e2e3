import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

export type TestDatabase = {
  /** Of the role that may create databases. */
  url: string
  /** Of a new role that can only SELECT what is in the schema `public` now. */
  readerUrl: string
  reader: string
}

/**
 * Makes a database of its own for one test, on the server of the whole test run.
 *
 * @param sql statements that fill it
 */
export async function makeDatabase(sql = ''): Promise<TestDatabase> {
  const name = `constat_${randomBytes(6).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  await execute(inject('databaseUrl'), `create database ${name}`)
  const url = withPath(inject('databaseUrl'), name)
  await execute(
    url,
    `${sql};
     create role ${name} login password '${password}';
     grant usage on schema public to ${name};
     grant select on all tables in schema public to ${name};`,
  )
  const reader = new URL(url)
  reader.username = name
  reader.password = password
  return { url, readerUrl: reader.href, reader: name }
}

export async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function withPath(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
