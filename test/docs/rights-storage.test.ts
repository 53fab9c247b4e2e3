import { PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, expect, inject, test } from 'vitest'
import type { Right } from '../../fixtures/s3/credential.ts'
import { startS3StandIn } from '../../fixtures/s3/server.ts'
import { constat } from '../support/constat.ts'
import { type LegacyEstate, loadLegacyEstate } from './legacy-estate.ts'
import { blockOf, readPage } from './page.ts'

type Statement = { Sid: string; Effect: string; Principal: object; Action: string[]; Resource: string[] }
type Policy = { Version: string; Statement: Statement[] }

const page = readPage('rights.md')
const policy = JSON.parse(blockOf(page, 'policy').text) as Policy
const versions = JSON.parse(blockOf(page, 'versions').text) as Statement[]
const everyAction = [...policy.Statement, ...versions].flatMap(({ Action }) => Action)
const actions = policy.Statement.flatMap(({ Action }) => Action)

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Loads the sample into a stand-in where constat has the rights that these actions give, and no others. */
async function estateWhere(allowed: readonly string[]) {
  const owner = { accessKeyId: 'owner', secretAccessKey: 'owner-secret' }
  const rights = new Set(allowed.map((action) => action.replace('s3:', '') as Right))
  const reader = { accessKeyId: 'constat-reader', secretAccessKey: 'constat-reader-secret', rights }
  const server = await startS3StandIn({ credentials: [owner, reader] })
  closing.push(() => server.close())
  const estate = await loadLegacyEstate({
    storage: { endpoint: server.endpoint, region: 'us-east-1', ...owner },
  })
  const asReader = { AWS_ACCESS_KEY_ID: reader.accessKeyId, AWS_SECRET_ACCESS_KEY: reader.secretAccessKey }
  const client = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: reader,
  })
  closing.push(async () => client.destroy())
  return { ...estate, environment: { ...estate.environment, ...asReader }, client }
}

/** @returns what doctor says is wrong with either bucket */
function complaintsOf(doctor: string, { bucket }: LegacyEstate): string[] {
  const wrong = doctor.split('\n').filter((line) => /^(FAILED|WARNING) /.test(line))
  return wrong.filter((line) => line.includes(bucket) || line.includes('recovery'))
}

test('without the actions on versions doctor says so, and the recovery of what has no other copy stays unknown', async () => {
  const estate = await estateWhere(actions)
  const doctor = await constat(['doctor', '--config', estate.config], estate.environment)
  expect(doctor.stdout).toMatch(/WARNING {2}versions [^\n]*[\s\S]*s3:ListBucketVersions/)
  expect(await constat(['reconcile', '--config', estate.config], estate.environment)).toMatchObject({
    code: 3,
  })
})

test('with the actions of the policy a run concludes, and nothing can be written', async () => {
  const estate = await estateWhere(everyAction)
  const { config, environment, client, bucket } = estate
  const doctor = await constat(['doctor', '--config', config], environment)
  expect(doctor.stdout).toMatch(/^ok +storage/m)
  expect(complaintsOf(doctor.stdout, estate)).toEqual([])
  expect(await constat(['reconcile', '--config', config], environment)).toMatchObject({ code: 1 })
  await expect(client.send(new PutObjectCommand({ Bucket: bucket, Key: 'x', Body: 'x' }))).rejects.toThrow(
    expect.objectContaining({ name: 'AccessDenied' }),
  )
})

test.each(actions)('without %s doctor says what is missing', async (action) => {
  const estate = await estateWhere(everyAction.filter((other) => other !== action))
  const doctor = await constat(['doctor', '--config', estate.config], estate.environment)
  expect(complaintsOf(doctor.stdout, estate)).not.toEqual([])
  expect(doctor.stdout).toContain(action)
})

/**
 * A real gateway judges the policy itself, for a second user who owns nothing. Where the tests have no such user there
 * is nothing to ask; the stand-in knows no policies.
 */
const user = process.env['CONSTAT_TEST_S3_READER_ACCESS_KEY_ID']
if (!inject('s3').standIn && user !== undefined) {
  test.each([
    ['the two statements', policy.Statement],
    ['those on versions too', [...policy.Statement, ...versions]],
  ])('a real gateway takes %s, and a run of that user concludes', async (_, statements) => {
    const { endpoint, region, accessKeyId, secretAccessKey } = inject('s3')
    const estate = await loadLegacyEstate()
    const credentials = { accessKeyId, secretAccessKey }
    const owner = new S3Client({ endpoint, region, forcePathStyle: true, credentials })
    closing.push(async () => owner.destroy())
    const environment = {
      ...estate.environment,
      AWS_ACCESS_KEY_ID: user,
      AWS_SECRET_ACCESS_KEY: process.env['CONSTAT_TEST_S3_READER_SECRET_ACCESS_KEY'] ?? '',
    }
    expect(await constat(['doctor', '--config', estate.config], environment)).toMatchObject({ code: 4 })
    for (const Bucket of [estate.bucket, estate.replica])
      await owner.send(new PutBucketPolicyCommand({ Bucket, Policy: policyOf(statements, Bucket) }))
    const doctor = await constat(['doctor', '--config', estate.config], environment)
    expect(complaintsOf(doctor.stdout, estate)).toEqual([])
    expect(await constat(['reconcile', '--config', estate.config], environment)).toMatchObject({ code: 1 })

    const reader = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId: user, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY },
    })
    closing.push(async () => reader.destroy())
    const put = new PutObjectCommand({ Bucket: estate.bucket, Key: 'x', Body: 'x' })
    await expect(reader.send(put)).rejects.toThrow(expect.objectContaining({ name: 'AccessDenied' }))
  })
}

/** The policy of the page, with the bucket and the user of the tests. */
function policyOf(statements: readonly Statement[], bucket: string): string {
  return JSON.stringify({ Version: policy.Version, Statement: statements })
    .replaceAll('marches', bucket)
    .replaceAll('user/constat-reader', `user/${process.env['CONSTAT_TEST_S3_READER_USER'] ?? 'reader'}`)
}

test('the policy names nothing that writes', () => {
  const all = [...policy.Statement, ...versions].flatMap(({ Action }) => Action)
  expect(all.filter((action) => !/^s3:(Get|List)[A-Za-z]+$/.test(action))).toEqual([])
})
