import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../fixtures/postgres/embedded.ts'
import { startS3StandIn } from '../../fixtures/s3/server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL URL whose role may create databases. */
    databaseUrl: string
    s3: { endpoint: string; accessKeyId: string; secretAccessKey: string; region: string; standIn: boolean }
  }
}

/**
 * The servers that integration tests run on: a fresh embedded PostgreSQL and the stand-in S3 endpoint, or those
 * that CONSTAT_TEST_DATABASE_URL and CONSTAT_TEST_S3_ENDPOINT (with the usual AWS variables) name.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const closing: (() => Promise<void>)[] = []
  const databaseUrl = process.env['CONSTAT_TEST_DATABASE_URL']
  if (databaseUrl === undefined) {
    const postgres = await startEmbeddedPostgres()
    closing.push(() => postgres.stop())
    project.provide('databaseUrl', postgres.url)
  } else {
    project.provide('databaseUrl', databaseUrl)
  }
  const region = process.env['AWS_REGION'] ?? 'us-east-1'
  const endpoint = process.env['CONSTAT_TEST_S3_ENDPOINT']
  if (endpoint === undefined) {
    process.stdout.write(
      'S3 is the stand-in: the real server was not there (CONSTAT_TEST_S3_ENDPOINT is not set; see CONTRIBUTING.md)\n',
    )
    const credential = { accessKeyId: 'constat-test', secretAccessKey: 'constat-test-secret' }
    const s3 = await startS3StandIn({ credentials: [credential], region })
    closing.push(() => s3.close())
    project.provide('s3', { endpoint: s3.endpoint, ...credential, region, standIn: true })
  } else {
    const accessKeyId = process.env['AWS_ACCESS_KEY_ID'] ?? ''
    const secretAccessKey = process.env['AWS_SECRET_ACCESS_KEY'] ?? ''
    project.provide('s3', { endpoint, accessKeyId, secretAccessKey, region, standIn: false })
  }
  return async () => {
    for (const close of closing) await close()
  }
}
