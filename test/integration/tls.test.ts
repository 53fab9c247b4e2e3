import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, inject, test } from 'vitest'
import { PLANTED, PLANTED_OBJECTS } from '../support/canaries.ts'
import { constat } from '../support/constat.ts'
import { type EstateConfig, TestEstate } from '../support/estate.ts'
import { startSqlRecorder } from '../support/sql-recorder.ts'
import { AUTHORITY, startTlsFront } from '../support/tls-server.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** An estate whose database and storage speak TLS, with a certificate of a private authority. */
async function overTls(change: (config: EstateConfig) => void) {
  const estate = new TestEstate()
  const bucket = await estate.bucket(PLANTED_OBJECTS)
  estate.mapping(PLANTED)
  copyFileSync(AUTHORITY, join(estate.folder, 'authority.pem'))
  const storage = await startTlsFront(inject('s3').endpoint)
  const database = await startSqlRecorder(inject('databaseUrl'))
  closing.push(storage.close, database.close)
  const config = estate.config([{ bucket, endpoint: `https://localhost:${storage.port}` }], [], change)
  const url = `${database.url}?sslmode=verify-full`
  const environment = { ...estate.environment, CONSTAT_DATABASE_URL: url, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  return { config, environment, database }
}

const trust = (config: EstateConfig, database: boolean, storage: boolean) => {
  if (database) config.marketplace['ca'] = 'authority.pem'
  if (storage) Object.assign((config.storage['primary'] as object[])[0] ?? {}, { ca: 'authority.pem' })
}

test('servers of a private authority are verified by what the configuration names', async () => {
  const { config, environment, database } = await overTls((it) => trust(it, true, true))
  expect(await constat(['reconcile', '--config', config, '--quiet'], environment)).toMatchObject({ code: 1 })
  expect(database.statements.length).toBeGreaterThan(20)
})

test.each([
  ['database', false, true, /database did not answer: (unable to verify|self-signed)/],
  ['storage', true, false, /storage constat-\w+: (unable to verify|self-signed)/],
])(
  'a %s whose certificate does not verify is not talked to, whatever the environment says',
  async (_, db, s3, says) => {
    const { config, environment, database } = await overTls((it) => trust(it, db, s3))
    const run = await constat(['reconcile', '--config', config], environment)
    expect(run).toMatchObject({ code: 4 })
    expect(run.stderr).toMatch(says)
    if (!db) expect(database.statements).toEqual([])
  },
)

test('an authority that cannot be read is told before anything is asked', async () => {
  const { config, environment } = await overTls((it) => {
    it.marketplace['ca'] = 'nowhere.pem'
  })
  const run = await constat(['doctor', '--config', config], environment)
  expect(run).toMatchObject({ code: 2 })
  expect(run.stderr).toMatch(/cannot read the certificates of an authority \(ca\) in .*nowhere\.pem/)
})
