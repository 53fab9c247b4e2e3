/**
 * Loads the sample estate: the tables into an empty database, the objects into a bucket and its replica, which are
 * made when they are not there. This is the only program here that writes to either; constat itself never does.
 *
 *     node load.mjs <bucket>
 *
 * CONSTAT_DATABASE_URL names the database, the usual AWS variables the storage; AWS_ENDPOINT_URL_S3 for any that is
 * not AWS.
 */
import { readFileSync } from 'node:fs'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import pg from 'pg'

const [bucket] = process.argv.slice(2)
const url = process.env.CONSTAT_DATABASE_URL
if (bucket === undefined || url === undefined) {
  process.stderr.write('usage: node load.mjs <bucket>, with CONSTAT_DATABASE_URL and the AWS variables set\n')
  process.exit(2)
}

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8')

const database = new pg.Client({ connectionString: url })
await database.connect()
for (const file of ['schema.sql', 'data.sql']) await database.query(read(file))
await database.end()

const s3 = new S3Client({ region: process.env.AWS_REGION ?? 'us-east-1', forcePathStyle: true })
const buckets = { primary: bucket, replica: `${bucket}-replica` }
for (const Bucket of Object.values(buckets)) {
  await s3.send(new CreateBucketCommand({ Bucket })).catch((error) => {
    if (error.name !== 'BucketAlreadyOwnedByYou') throw error
  })
}
const objects = read('objects.csv').trim().split('\n').slice(1)
for (const line of objects) {
  const [which, Key, bytes] = line.split(',')
  // the content is the key, again and again: so the checksums of data.sql are those of whole objects
  const Body = Buffer.alloc(Number(bytes), `${Key}\n`)
  await s3.send(new PutObjectCommand({ Bucket: buckets[which], Key, Body }))
}
process.stdout.write(`loaded 9 tables, and ${objects.length} objects into ${bucket} and ${bucket}-replica\n`)
