import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { RunStore } from '../../src/store/run-store.ts'
import { PERSONAL, PLANTED, PLANTED_OBJECTS } from '../support/canaries.ts'
import { constat, type Outcome } from '../support/constat.ts'
import { makeDatabase, type TestDatabase } from '../support/database.ts'
import { TestEstate } from '../support/estate.ts'
import { filesBelow, foldersBelow } from '../support/texts-written.ts'

/** Whatever proves that one may read: of the database, the primary store and a recovery store that refuses it. */
const RECOVERY = { access_key_id: 'AKIAKANARIENVOGEL', secret_access_key: 'kanarienvogel/geheim+schluessel' }

/** An URL that opens an object to whoever has it, as a row of the database may hold one. */
const PRESIGNED = 'https://s3.example/b/canari.pdf?X-Amz-Credential=CANARI&X-Amz-Signature=canari0123456789'

async function planted() {
  const estate = new TestEstate()
  const database = await makeDatabase(`
    create function complaint() returns text immutable language plpgsql as
      $$ begin raise exception 'Canari Personne has no address'; end $$;`)
  const bucket = await estate.bucket(PLANTED_OBJECTS)
  const expected = PLANTED['expected-objects'] ?? []
  estate.mapping({
    ...PLANTED,
    'expected-objects': [...expected, { ...expected[0], object_key: PRESIGNED, file_id: 'u' }],
  })
  const recovery = {
    name: 'replica',
    bucket: 'elsewhere',
    access_key_id: `$\{KANARI_ID}`,
    secret_access_key: `$\{KANARI_SECRET}`,
  }
  const config = estate.config([{ bucket }], [recovery])
  const environment = {
    ...estate.environment,
    CONSTAT_DATABASE_URL: database.readerUrl,
    KANARI_ID: RECOVERY.access_key_id,
    KANARI_SECRET: RECOVERY.secret_access_key,
    CONSTAT_DEBUG: '1',
    TMPDIR: estate.folder,
  }
  const job = (args: string[], more: NodeJS.ProcessEnv = {}) =>
    constat([...args, '--config', config], { ...environment, ...more })
  const secrets = [
    new URL(database.readerUrl).password,
    inject('s3').secretAccessKey,
    RECOVERY.secret_access_key,
    RECOVERY.access_key_id,
    'faux-kanari',
  ]
  return { estate, database, job, secrets, run: join(estate.folder, 'out/monday') }
}

/** What a person or a log collector reads: it names nobody and opens nothing. */
function expectSilent({ stdout, stderr }: Outcome, secrets: readonly string[]): void {
  const said = stdout + stderr
  expect(PERSONAL.exec(said)).toBeNull()
  expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
}

test('a run, its reports and certificates: no secret in any file, nobody named in logs, the summary and the pages', {
  timeout: 240_000,
}, async () => {
  const { estate, job, secrets, run } = await planted()
  const jobs: [string[], number][] = [
    [['doctor'], 0],
    [['reconcile', '--run', 'monday'], 3], // the recovery store does not let us in
    [['reconcile', '--run', 'monday', '--resume', '--json'], 3],
    [['report', '--run', 'monday', '--locale', 'fr', '--csv', 'office'], 0],
    [['attest', '--run', 'monday'], 0],
    [['reconcile', '--run', 'tuesday', '--verify', 'all'], 3],
    [['compare', 'monday', 'tuesday'], 0],
  ]
  for (const [args, code] of jobs) {
    const outcome = await job(args)
    expect([args, outcome.code, outcome.stderr]).toEqual([args, code, outcome.stderr])
    expectSilent(outcome, secrets)
  }
  const files = await filesBelow(estate.folder)
  expect(files.filter(({ text }) => PERSONAL.test(text)).length).toBeGreaterThan(20) // else the search would prove nothing
  for (const { path, text } of files)
    expect([path, secrets.filter((secret) => text.includes(secret))]).toEqual([path, []])
  for (const name of ['summary.json', 'summary.html', 'index.html', 'collectivities.csv', 'years.csv'])
    expect([name, PERSONAL.exec(readFileSync(join(run, name), 'utf8'))]).toEqual([name, null])

  const written = files.filter(({ path }) => path.startsWith(join(estate.folder, 'out')))
  const open = written.filter(({ path, mode }) => mode !== (path.endsWith('/recover.sh') ? 0o700 : 0o600))
  expect(open).toEqual([])
  expect(foldersBelow(join(estate.folder, 'out')).filter(({ mode }) => mode !== 0o700)).toEqual([])
  expect(readdirSync(estate.folder).sort()).toEqual(['constat.yaml', 'mapping', 'out']) // nothing in the folder for temporary files
})

type Failing = {
  what: string
  code: number
  says: RegExp
  environment?: (database: TestDatabase) => NodeJS.ProcessEnv
  mapping?: Record<string, string>
}

const buyers = (name: string) =>
  `select 'c1' as collectivity_id, 'canari-7' as buyer_id, null as service, ${name} as full_name, null as email,
    null as phone, true as active`

const failing: Failing[] = [
  {
    what: 'a wrong password',
    code: 4,
    says: /password authentication failed/,
    environment: ({ readerUrl }) => {
      const url = new URL(readerUrl)
      url.password = 'faux-kanari'
      return { CONSTAT_DATABASE_URL: url.href }
    },
  },
  {
    what: 'a wrong secret of the store',
    code: 4,
    says: /SignatureDoesNotMatch/,
    environment: () => ({ AWS_SECRET_ACCESS_KEY: 'faux-kanari' }),
  },
  {
    what: 'a value that a SELECT of the mapping cannot cast',
    code: 2,
    says: /buyers\.sql: invalid input syntax for type integer: "…" \(22P02\)/,
    mapping: { buyers: buyers(`(select n::integer from (values ('Canari "Le Bref" Personne')) v(n))`) },
  },
  {
    what: 'a function of the database that names a person',
    code: 2,
    says: /buyers\.sql.*a function of the database raised an error \(P0001\)/,
    mapping: { buyers: buyers('complaint()') },
  },
]

test.each(failing)(
  '$what: the message says it, and neither names nor opens',
  async ({ code, says, environment, mapping }) => {
    const { estate, database, job, secrets } = await planted()
    if (mapping !== undefined) estate.mapping(PLANTED, mapping)
    const outcome = await job(['reconcile', '--run', 'monday'], environment?.(database))
    expect(outcome.stderr).toMatch(says)
    expect(outcome.code).toBe(code)
    expectSilent(outcome, secrets)
    expectSilent(await job(['doctor'], environment?.(database)), secrets)
  },
)

test('a crash tells where, and not of whom', async () => {
  const { job, run, secrets } = await planted()
  expect((await job(['reconcile', '--run', 'monday'])).code).toBe(3)
  const store = await RunStore.open(join(run, 'run.duckdb'), { timeZone: 'UTC' })
  await store.run('alter table buyer rename to people')
  await store.run('alter table affected_contact rename to told')
  await store.run(
    'create view affected_contact as select * replace (full_name::integer as full_name) from told',
  )
  await store.close()
  for (const options of [{}, { CONSTAT_DEBUG: '' }]) {
    const crash = await job(['report', '--run', 'monday'], options)
    expect(crash.code).toBe(70)
    expect(crash.stderr).toMatch(/internal error: Conversion Error: Could not convert string/)
    expectSilent(crash, secrets)
  }
})

test('a configuration with secrets written out is refused without showing them', async () => {
  const { estate, job, secrets } = await planted()
  const wrong = {
    url: 'mysql://u:faux-kanari@h/d',
    mapping: ['faux-kanari'],
  }
  const path = join(estate.folder, 'constat.yaml')
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(
      /^marketplace:\n(?: .*\n)+/m,
      `marketplace: ${JSON.stringify(wrong)}\n`,
    ),
  )
  const outcome = await job(['reconcile'])
  expect(outcome.code).toBe(2)
  expect(outcome.stderr).toMatch(/marketplace\.url .*not shown here/)
  expectSilent(outcome, secrets)
})
