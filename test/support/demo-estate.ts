import { randomBytes } from 'node:crypto'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import pLimit from 'p-limit'
import { Client } from 'pg'
import { inject } from 'vitest'
import { type DamagePlan, type PlannedObject, planDamage } from '../../fixtures/damage/plan.ts'
import { generateMarketplace } from '../../fixtures/marketplace/generate.ts'
import { loadMarketplace } from '../../fixtures/marketplace/load.ts'
import type { TestEstate } from './estate.ts'

/** A small demo marketplace and what its storage has left, on the servers of the test run. */
export type DemoEstate = { databaseUrl: string; bucket: string; replica: string; plan: DamagePlan }

/** Loads a fiftieth of the demo's marketplace into a new database, and real bodies into two new buckets. */
export async function loadDemoEstate(estate: TestEstate, seed: number): Promise<DemoEstate> {
  const marketplace = generateMarketplace({ seed, scale: 0.02, sizes: 'small' })
  const plan = planDamage(marketplace, { seed })
  const databaseUrl = await newDatabase()
  await loadMarketplace(databaseUrl, marketplace)
  const bucket = await upload(estate, plan.primary)
  const replica = await upload(estate, plan.replica)
  return { databaseUrl, bucket, replica, plan }
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

/** Uploads real bodies, so that any S3 server will do. */
async function upload({ client }: TestEstate, objects: readonly PlannedObject[]): Promise<string> {
  const Bucket = `constat-${randomBytes(6).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket }))
  const limit = pLimit(32)
  await Promise.all(
    objects.map(({ key, size }) =>
      limit(() => client.send(new PutObjectCommand({ Bucket, Key: key, Body: Buffer.alloc(size, 'x') }))),
    ),
  )
  return Bucket
}
