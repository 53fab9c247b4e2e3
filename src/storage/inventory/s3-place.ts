import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import type { S3StoreConfig } from '../../config/schema.ts'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure } from '../../vocabulary/failure.ts'
import { openS3Client } from '../s3-client.ts'
import { describeS3Error } from '../s3-error.ts'
import { listChildren } from '../s3-list.ts'
import { withoutPause } from '../without-pause.ts'
import { type DataFile, type ManifestPlace, MOST_MANIFEST_BYTES } from './manifest-place.ts'

const ATTEMPTS = 4

/**
 * An inventory in the bucket that it was delivered to, asked for with the credentials and at the endpoint of the
 * store that it lists.
 *
 * @param url `s3://bucket/key`
 */
export function openS3Place(store: S3StoreConfig, url: string, signal: AbortSignal): ManifestPlace {
  const [bucket = '', ...steps] = url.slice('s3://'.length).split('/')
  const path = steps.join('/')
  const client = openS3Client(store, 2)
  const describe = (name: string) => `s3://${bucket}/${name}`
  const idle = store.timeout_seconds * 1000
  const ask = <T>(name: string, request: () => Promise<T>) => answered(describe(name), signal, request)
  return {
    start: path.endsWith('.json') ? { manifest: path } : { folder: path.replace(/\/+$/, '') },
    describe,
    list: (folder) => {
      const prefix = folder === '' ? '' : `${folder}/`
      return ask(folder, () => listChildren(client, bucket, prefix, signal))
    },
    read: (name) => ask(name, () => readSmall(client, bucket, name, signal)),
    fetch: (_, { key }, target) => ask(key, () => download({ client, bucket, key, target, idle }, signal)),
    close: () => client.destroy(),
  }
}

async function readSmall(
  client: S3Client,
  Bucket: string,
  Key: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key }), {
    abortSignal: signal,
  })
  if (Body === undefined || (ContentLength ?? 0) > MOST_MANIFEST_BYTES)
    throw new Error('too large for a manifest')
  return Buffer.from(await Body.transformToByteArray())
}

type Download = { client: S3Client; bucket: string; key: string; target: string; idle: number }

/** A body that broke off is asked for again from its start: the SDK retries no more once the body has begun. */
async function download(what: Download, signal: AbortSignal): Promise<DataFile> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await downloadOnce(what, signal)
    } catch (error) {
      if (signal.aborted || error instanceof S3ServiceException || attempt === ATTEMPTS) throw error
      await pause(2 ** attempt * 100, undefined, { signal })
    }
  }
}

/** @throws when the body ends early, or stays silent for longer than the store's time-out */
async function downloadOnce(
  { client, bucket, key, target, idle }: Download,
  signal: AbortSignal,
): Promise<DataFile> {
  const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
    abortSignal: signal,
  })
  if (!(Body instanceof Readable)) throw new Error('an answer without a body')
  const md5 = createHash('md5')
  let bytes = 0
  const watched = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      md5.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(withoutPause(Body, idle), watched, createWriteStream(target, { mode: 0o600 }), { signal })
  if (ContentLength !== undefined && bytes !== ContentLength)
    throw new Error(`the body ended after ${bytes} of ${ContentLength} bytes`)
  return { path: target, md5: md5.digest('hex') }
}

/** What S3 refuses or does not have is for the reader to mend (2); no answer at all is a source that failed (4). */
async function answered<T>(name: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    signal.throwIfAborted()
    const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined
    const ours = status === 403 || status === 404
    throw new Failure(
      ours ? EXIT.usage : EXIT.noSource,
      `cannot read the inventory ${name}: ${describeS3Error(cause)}`,
      ours
        ? "check the bucket and key of the inventory, and grant s3:GetObject and s3:ListBucket on its bucket to the store's credentials"
        : 'ask the host of the storage; --resume goes on when it answers again',
      { cause },
    )
  }
}
