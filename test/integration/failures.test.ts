import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { type EstateConfig, TestEstate } from '../support/estate.ts'

const promise = {
  object_key: 'k',
  file_id: 'f',
  kind: 'offer',
  role: 'content',
  collectivity_id: 'A',
  size_bytes: '1',
  deposited_at: '2022-05-04',
}

type Case = {
  what: string
  code: number
  says: RegExp[]
  environment?: NodeJS.ProcessEnv
  change?: (config: EstateConfig) => void
  mapping?: Record<string, string>
}

const cases: Case[] = [
  {
    what: 'a database that is not there',
    code: 4,
    says: [/marketplace: .*did not answer/, /check marketplace\.url/],
    environment: { CONSTAT_DATABASE_URL: 'postgresql://constat:canary-password@127.0.0.1:1/none' },
  },
  {
    what: 'a URL that is none',
    code: 2,
    says: [/marketplace\.url \(line \d+\): .*expected a PostgreSQL URL/],
    environment: { CONSTAT_DATABASE_URL: 'mysql://constat:canary-password@127.0.0.1/none' },
  },
  {
    what: 'a storage endpoint that is not there',
    code: 4,
    says: [/storage .*: .*ECONNREFUSED/, /check the endpoint/],
    change: ({ storage }) =>
      Object.assign((storage['primary'] as object[])[0] ?? {}, { endpoint: 'http://127.0.0.1:1' }),
  },
  {
    what: 'a mapping without one of its columns',
    code: 2,
    says: [/buyers\.sql: the column active is missing/, /mend the SELECT/],
    mapping: {
      buyers:
        'select null::text as collectivity_id, null::text as buyer_id, null::text as service, null::text as full_name, null::text as email, null::text as phone',
    },
  },
  {
    what: 'a mapping with a column of an impossible type',
    code: 2,
    says: [/consultation-buyers\.sql: the column buyer_id has a type/],
    mapping: {
      'consultation-buyers': `select '' as collectivity_id, '' as consultation_id, '\\x00'::bytea as buyer_id`,
    },
  },
  {
    what: 'a mapping with two statements',
    code: 2,
    says: [/buyers\.sql.*: holds several statements; expected one SELECT/],
    mapping: { buyers: 'select 1; drop table if exists anything' },
  },
  {
    what: 'a mapping that writes',
    code: 2,
    says: [/buyers\.sql: gives no rows; expected one SELECT/],
    mapping: { buyers: 'create table written_by_a_mapping (x int)' },
  },
  {
    what: 'a mapping with an error',
    code: 2,
    says: [/buyers\.sql line 2, column 6: relation "no_such_table" does not exist/],
    mapping: { buyers: 'select *\nfrom no_such_table' },
  },
  {
    what: 'a bucket that is not there',
    code: 4,
    says: [/storage no-such-bucket: NoSuchBucket \(404\)/, /check the name of the bucket/],
    change: ({ storage }) =>
      Object.assign((storage['primary'] as object[])[0] ?? {}, { bucket: 'no-such-bucket' }),
  },
  {
    what: 'a wrong secret',
    code: 4,
    says: [/SignatureDoesNotMatch \(403\)/, /check the access key/],
    environment: { AWS_SECRET_ACCESS_KEY: 'canary-password' },
  },
  {
    what: 'a configuration with three mistakes',
    code: 2,
    says: [
      /has 3 mistakes/,
      /incident\.time_zone .*"Mars"/,
      /output\.colour .*unknown key/,
      /storage\.probe_concurrency .*at least 1/,
    ],
    change: (config) => {
      config.incident['time_zone'] = 'Mars'
      config.output['colour'] = 'red'
      config.storage['probe_concurrency'] = 0
    },
  },
]

test.each(cases)('$what', async ({ code, says, environment, change, mapping }) => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ k: 1 })
  estate.mapping({ 'expected-objects': [promise] }, mapping)
  const config = estate.config([{ bucket }], [], change)
  const run = await constat(['reconcile', '--config', config], { ...estate.environment, ...environment })
  expect(run.stderr).toMatch(/^constat: /m)
  for (const message of says) expect(run.stderr).toMatch(message)
  expect(run.code).toBe(code)
  expect(run.stderr + run.stdout).not.toMatch(/\n\s+at /)
  expect(run.stderr + run.stdout).not.toContain('canary-password')

  const doctor = await constat(['doctor', '--config', config], { ...estate.environment, ...environment })
  for (const message of says) expect(doctor.stdout + doctor.stderr).toMatch(message)
  expect(doctor.code).toBe(code)
})

test('wrong usage ends with 2, and help and version with 0', async () => {
  expect((await constat(['frobnicate'])).code).toBe(2)
  expect((await constat(['reconcile', '--no-such-option'])).code).toBe(2)
  expect((await constat(['reconcile', '--config', '/nowhere.yaml'])).code).toBe(2)
  const help = await constat(['--help'])
  expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes:') })
  expect((await constat(['--version'])).code).toBe(0)
})

test('a guard name that does not exist, a run that exists, a run that does not', async () => {
  const estate = new TestEstate()
  const bucket = await estate.bucket({ k: 1 })
  estate.mapping({ 'expected-objects': [promise] })
  const config = estate.config([{ bucket }])
  const reconcile = (...args: string[]) =>
    constat(['reconcile', '--config', config, ...args], estate.environment)
  expect(await reconcile('--accept-guard', 'luck')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no guard "luck"'),
  })
  expect(await reconcile('--run', 'one')).toMatchObject({ code: 0 })
  expect(await reconcile('--run', 'one')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is a run in'),
  })
  expect(await reconcile('--run', 'two', '--resume')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no run in'),
  })
  writeFileSync(
    join(estate.folder, 'mapping/buyers.sql'),
    '-- changed\nselect null::text as collectivity_id, null::text as buyer_id, null::text as service, null::text as full_name, null::text as email, null::text as phone, true as active where false',
  )
  expect(await reconcile('--run', 'one', '--resume')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the mapping changed'),
  })
})
