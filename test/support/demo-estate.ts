import { randomBytes } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import pLimit from 'p-limit'
import { Client } from 'pg'
import { inject } from 'vitest'
import type { Names } from '../../fixtures/damage/compare.ts'
import { type DamagePlan, type PlannedObject, planDamage } from '../../fixtures/damage/plan.ts'
import { generateMarketplace } from '../../fixtures/marketplace/generate.ts'
import { KEY_REWRITES } from '../../fixtures/marketplace/key-rewrites.ts'
import { loadMarketplace } from '../../fixtures/marketplace/load.ts'
import { generatedContent } from '../../fixtures/s3/object-content.ts'
import type { EstateConfig, TestEstate } from './estate.ts'

/** A small demo marketplace and what its storage has left, on the servers of the test run. */
export type DemoEstate = {
  databaseUrl: string
  bucket: string
  replica: string
  plan: DamagePlan
  names: Names
  /** What the configuration says beyond where things are. */
  configure(config: EstateConfig): void
}

/** Loads a fiftieth of the demo's marketplace into a new database, and real bodies into two new buckets. */
export async function loadDemoEstate(estate: TestEstate, seed: number): Promise<DemoEstate> {
  const marketplace = generateMarketplace({ seed, scale: 0.02, sizes: 'small' })
  const plan = planDamage(marketplace, { seed, servers: 'any' })
  const databaseUrl = await newDatabase()
  await loadMarketplace(databaseUrl, marketplace)
  const bucket = await newBucket(estate)
  const versionIds = await upload(estate.client, bucket, plan.primary)
  const replica = await newBucket(estate)
  await upload(estate.client, replica, { objects: plan.replica, older: [] })
  const configure = (config: EstateConfig) => {
    config.marketplace['key_rewrites'] = KEY_REWRITES
    config['verification'] = { mode: 'all' }
  }
  return { databaseUrl, bucket, replica, plan, names: { bucket, versionIds }, configure }
}

/** @returns the URL of a new database on the server of the test run */
async function newDatabase(): Promise<string> {
  const client = new Client({ connectionString: inject('databaseUrl') })
  await client.connect()
  const name = `constat_test_${randomBytes(6).toString('hex')}`
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(inject('databaseUrl'))
  url.pathname = `/${name}`
  return url.href
}

async function newBucket({ client }: TestEstate): Promise<string> {
  const Bucket = `constat-${randomBytes(6).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket }))
  return Bucket
}

/**
 * Uploads real bodies, so that any S3 server will do: first what dates from before versioning, then, where there is
 * more, versions and delete markers on top of each other.
 *
 * @returns the server's version ids by those of the plan
 */
async function upload(
  client: S3Client,
  bucket: string,
  { objects, older }: DamagePlan['primary'],
): Promise<Map<string, string>> {
  const limit = pLimit(32)
  const [early, late] = [true, false].map((is) =>
    [...objects, ...older].filter(({ versionId }) => (versionId === undefined) === is),
  ) as [PlannedObject[], PlannedObject[]]
  await Promise.all(early.map((object) => limit(() => put(client, bucket, object))))
  const versionIds = new Map<string, string>()
  if (late.length === 0) return versionIds
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }))
  const stacks = Map.groupBy(late, ({ key }) => key).values()
  await Promise.all(
    [...stacks].map((newestFirst) =>
      limit(async () => {
        for (const version of newestFirst.toReversed())
          versionIds.set(version.versionId ?? 'null', await put(client, bucket, version))
      }),
    ),
  )
  return versionIds
}

/** @returns the version id that the server gave; '' when it gave none */
async function put(client: S3Client, Bucket: string, object: PlannedObject): Promise<string> {
  const { key: Key, seed, size } = object
  if (object.deleteMarker) {
    const { VersionId = '' } = await client.send(new DeleteObjectCommand({ Bucket, Key }))
    return VersionId
  }
  const Body =
    object.damage === 'zero-filled'
      ? Buffer.alloc(size)
      : Buffer.concat([...generatedContent(seed ?? Key, 0, size)])
  const { VersionId = '' } = await client.send(new PutObjectCommand({ Bucket, Key, Body }))
  return VersionId
}
