import {
  type ChecksumAlgorithm,
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { Estate, StoredKey } from '../estate.ts'
import type { Servers } from './servers.ts'

/** Makes the buckets of an estate under their unique names, and puts there what is not late. */
export async function makeBuckets(
  { client }: Servers,
  estate: Estate,
  unique: (bucket: string) => string,
): Promise<void> {
  const stores = [...estate.primary, ...estate.recovery].filter(({ answers }) => answers)
  await Promise.all(
    stores.map(async (store) => {
      const Bucket = unique(store.bucket)
      await client.send(new CreateBucketCommand({ Bucket }))
      if ('versioned' in store && store.versioned)
        await client.send(
          new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
        )
      await putAll(
        client,
        Bucket,
        store.keys.filter(({ late }) => !late),
      )
    }),
  )
}

/** Puts the contents of some keys there, each in the order of its history. */
export async function putAll(
  client: Servers['client'],
  Bucket: string,
  keys: readonly StoredKey[],
): Promise<void> {
  await Promise.all(
    keys.map(async ({ key: Key, history, states }) => {
      const checksum = states === null ? {} : { ChecksumAlgorithm: states.toUpperCase() as ChecksumAlgorithm }
      for (const content of history) {
        if (content === null) await client.send(new DeleteObjectCommand({ Bucket, Key }))
        else await client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(content), ...checksum }))
      }
    }),
  )
}
