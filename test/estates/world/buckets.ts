import {
  type ChecksumAlgorithm,
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { Estate, StoredKey } from '../estate.ts'
import type { Servers } from './servers.ts'

/** Which entry of its key's history a version is, by its id. */
export type VersionIds = Map<string, number>

/** Makes the buckets of an estate under their unique names, and puts there what is not late. */
export async function makeBuckets(
  { client }: Servers,
  estate: Estate,
  unique: (bucket: string) => string,
): Promise<VersionIds> {
  const ids: VersionIds = new Map()
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
        ids,
      )
    }),
  )
  return ids
}

/** Puts the contents of some keys there, each in the order of its history. */
export async function putAll(
  client: Servers['client'],
  Bucket: string,
  keys: readonly StoredKey[],
  ids: VersionIds = new Map(),
): Promise<void> {
  await Promise.all(
    keys.map(async ({ key: Key, history, states }) => {
      const checksum = states === null ? {} : { ChecksumAlgorithm: states.toUpperCase() as ChecksumAlgorithm }
      for (const [n, content] of history.entries()) {
        const { VersionId } = await (content === null
          ? client.send(new DeleteObjectCommand({ Bucket, Key }))
          : client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(content), ...checksum })))
        if (VersionId !== undefined) ids.set(VersionId, n)
      }
    }),
  )
}
