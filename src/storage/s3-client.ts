import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { S3StoreConfig } from '../config/schema.ts'

const MAX_ATTEMPTS = 4

/**
 * Opens a client for any S3-compatible endpoint. Credentials come from the SDK's default chain unless the
 * configuration names some; retries, back-off and signing are the SDK's.
 *
 * @param sockets how many requests may be under way at once
 */
export function openS3Client(store: S3StoreConfig, sockets: number): S3Client {
  const agent = { keepAlive: true, maxSockets: sockets }
  const timeout = store.timeout_seconds * 1000
  const config: S3ClientConfig = {
    region: store.region,
    forcePathStyle: store.path_style,
    maxAttempts: MAX_ATTEMPTS,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: Math.min(timeout, 10_000),
      requestTimeout: timeout,
      throwOnRequestTimeout: true,
      socketAcquisitionWarningTimeout: 3_600_000,
    }),
  }
  if (store.endpoint !== undefined) config.endpoint = store.endpoint
  if (store.profile !== undefined) config.profile = store.profile
  if (store.access_key_id !== undefined && store.secret_access_key !== undefined) {
    config.credentials = { accessKeyId: store.access_key_id, secretAccessKey: store.secret_access_key }
  }
  return new S3Client(config)
}
