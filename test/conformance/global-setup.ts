import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A second user of the real server, who owns nothing; undefined where none is known. */
    s3Reader: { accessKeyId: string; secretAccessKey: string } | undefined
    /** Such as 20.2.4; undefined when the real server is not a Ceph that we started. */
    cephVersion: string | undefined
  }
}

/** The real server is the one that CONSTAT_TEST_S3_ENDPOINT names; `test/support/ceph/ceph.sh run` starts one. */
export default function setup(project: TestProject): void {
  const { env } = process
  const endpoint = env['CONSTAT_TEST_S3_ENDPOINT']
  if (endpoint === undefined)
    throw new Error(
      'the real server was not there: set CONSTAT_TEST_S3_ENDPOINT, or npm run test:conformance',
    )
  project.provide('s3', {
    endpoint,
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    region: env['AWS_REGION'] ?? 'us-east-1',
    standIn: false,
  })
  const accessKeyId = env['CONSTAT_TEST_S3_READER_ACCESS_KEY_ID']
  const secretAccessKey = env['CONSTAT_TEST_S3_READER_SECRET_ACCESS_KEY']
  project.provide('s3Reader', accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined)
  project.provide('cephVersion', env['CONSTAT_CEPH_VERSION'])
}
