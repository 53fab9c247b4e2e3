import { S3Client } from '@aws-sdk/client-s3'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { inject } from 'vitest'

/** The servers of the test run, and a client that is kept for all estates. */
export type Servers = ReturnType<typeof connectServers>

export function connectServers() {
  const { endpoint, region, accessKeyId, secretAccessKey } = inject('s3')
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({ socketAcquisitionWarningTimeout: 3_600_000 }),
  })
  return { endpoint, region, accessKeyId, secretAccessKey, client, databaseUrl: inject('databaseUrl') }
}
