import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { execute } from '../support/database.ts'
import { loadLegacyEstate } from './legacy-estate.ts'
import { blockOf, readPage } from './page.ts'

const page = readPage('rights.md')

test('the role of the page can do what a run needs, and nothing else', async () => {
  const estate = await loadLegacyEstate()
  const url = new URL(estate.databaseUrl)
  const role = `constat_reader_${randomBytes(6).toString('hex')}` // roles belong to the whole server
  const forThisServer = (name: string) =>
    blockOf(page, name)
      .text.replaceAll('constat_reader', role)
      .replaceAll('database marketplace', `database ${url.pathname.slice(1)}`)
  await execute(estate.databaseUrl, forThisServer('role'))
  url.username = role
  url.password = 'change-me'
  const environment = { ...estate.environment, CONSTAT_DATABASE_URL: url.href }

  const doctor = await constat(['doctor', '--config', estate.config], environment)
  expect(doctor.stdout).toContain('the role can only read')
  expect(doctor.stdout).not.toMatch(/FAILED|WARNING {2}(role|marketplace|mapping)/)
  expect(await constat(['reconcile', '--config', estate.config, '--run', 'one'], environment)).toMatchObject({
    code: 1,
  })

  await expect(execute(url.href, `delete from blob`)).rejects.toThrow('read-only transaction')
  for (const statement of [
    'delete from blob',
    `insert into organisme values ('x', 'x')`,
    'create table constat_was_here ()',
  ])
    await expect(execute(url.href, `set transaction read write; ${statement}`)).rejects.toThrow(
      'permission denied',
    )

  await execute(estate.databaseUrl, forThisServer('columns'))
  expect(await constat(['reconcile', '--config', estate.config, '--run', 'two'], environment)).toMatchObject({
    code: 1,
  })

  // fewer do not do
  await execute(estate.databaseUrl, `revoke select on offre from ${role}`)
  const refused = await constat(['reconcile', '--config', estate.config, '--run', 'three'], environment)
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.stderr).toMatch(/expected-objects\.sql.*permission denied for table offre/)
})

test('the URL of the page is one', () => {
  const [, url = ''] = /='(.+)'/.exec(blockOf(page, 'url').text) ?? []
  expect(new pg.Client({ connectionString: url })).toMatchObject({
    user: 'constat_reader',
    database: 'marketplace',
    port: 5432,
  })
})
