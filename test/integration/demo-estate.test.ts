import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import pLimit from 'p-limit'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { compareWithPlan } from '../../fixtures/damage/compare.ts'
import { type PlannedObject, planDamage } from '../../fixtures/damage/plan.ts'
import { generateMarketplace } from '../../fixtures/marketplace/generate.ts'
import { loadMarketplace } from '../../fixtures/marketplace/load.ts'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'

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

test.each([1, 2])(
  'a small demo estate with real bodies, seed %i: no finding too many, none too few',
  async (seed) => {
    const marketplace = generateMarketplace({ seed, scale: 0.02, sizes: 'small' })
    const plan = planDamage(marketplace, { seed })
    const url = await newDatabase()
    await loadMarketplace(url, marketplace)
    const estate = new TestEstate()
    const [bucket, replica] = [await upload(estate, plan.primary), await upload(estate, plan.replica)]
    const config = estate.config([{ bucket }], [{ name: 'replica', bucket: replica }], (c) => {
      c.marketplace['mapping'] = resolve('mappings/demo')
    })
    const run = await constat(['reconcile', '--config', config, '--run', 'demo'], {
      ...estate.environment,
      CONSTAT_DATABASE_URL: url,
    })
    expect(run.stderr).not.toContain('error')
    expect(run.code).toBe(1)
    expect(await compareWithPlan(join(estate.folder, 'out/demo'), plan)).toEqual([])
    expect(plan.findings.length).toBeGreaterThan(20)
  },
  120_000,
)
