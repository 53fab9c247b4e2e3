import type { Fault as Injected } from '../../support/fault-proxy.ts'

const XML = { 'content-type': 'application/xml' }

/** An answer as S3 refuses. */
export function s3Error(status: number, code: string): Injected {
  return {
    status,
    headers: XML,
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  }
}

export const slowDown = s3Error(503, 'SlowDown')
export const accessDenied = s3Error(403, 'AccessDenied')
export const expired = s3Error(403, 'ExpiredToken')
export const noSuchBucket = s3Error(404, 'NoSuchBucket')
