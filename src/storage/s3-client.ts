import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { getCACertificates } from 'node:tls'
import {
  S3Client,
  type S3ClientConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-s3'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { FinalizeRequestMiddleware } from '@smithy/types'
import { readAuthority } from '../config/authority.ts'
import type { S3StoreConfig } from '../config/schema.ts'
import type { Gate } from './gate.ts'
import { patientRetries } from './patience.ts'

const MAX_ATTEMPTS = 4

/**
 * Opens a client for any S3-compatible endpoint. Credentials come from the SDK's default chain unless the
 * configuration names some; retries, back-off and signing are the SDK's.
 *
 * @param sockets how many requests may be under way at once
 * @param more what is to be set otherwise
 * @throws Failure (2) when the certificates of the configured authority cannot be read
 */
export function openS3Client(
  store: S3StoreConfig,
  sockets: number,
  more: Partial<S3ClientConfig> = {},
): S3Client {
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
      httpsAgent: new HttpsAgent({ ...agent, ...trusting(store) }),
      connectionTimeout: Math.min(timeout, 10_000),
      requestTimeout: timeout,
      throwOnRequestTimeout: true,
      socketTimeout: timeout + 1_000, // of bodies that nobody watches; a listing's or a content's own time-out tells more
      socketAcquisitionWarningTimeout: 3_600_000,
    }),
  }
  if (store.endpoint !== undefined) config.endpoint = store.endpoint
  if (store.profile !== undefined) config.profile = store.profile
  if (store.access_key_id !== undefined && store.secret_access_key !== undefined) {
    config.credentials = { accessKeyId: store.access_key_id, secretAccessKey: store.secret_access_key }
  }
  return new S3Client({ ...config, ...more })
}

/** A private authority comes beside those that Node trusts. */
function trusting({ ca }: S3StoreConfig) {
  return ca === undefined ? {} : { ca: [...getCACertificates(), readAuthority(ca)] }
}

/**
 * Opens a client of which every single attempt goes through a gate, so that the gate sees each one that is refused,
 * and which repeats them with more patience than the SDK has by itself.
 *
 * @param like a client of the same store, with which it shares the credentials
 */
export function openGatedClient(store: S3StoreConfig, sockets: number, gate: Gate, like: S3Client): S3Client {
  const client = openS3Client(store, sockets, {
    credentials: like.config.credentials,
    retryStrategy: patientRetries,
  })
  const throughGate: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next) => (args) =>
    gate.attempt(() => next(args))
  client.middlewareStack.addRelativeTo(throughGate, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'throughGate',
  })
  return client
}
