import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3'

type Stated = Pick<
  HeadObjectCommandOutput,
  | 'ETag'
  | 'ServerSideEncryption'
  | 'SSECustomerAlgorithm'
  | 'ChecksumSHA1'
  | 'ChecksumSHA256'
  | 'ChecksumType'
>

/**
 * What an answer of S3 states of the whole content, as the contract writes checksums.
 *
 * An ETag is the MD5 of the content unless the object was uploaded in parts (then it ends with `-N`) or is
 * encrypted with a key of KMS or the customer's
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html). A composite checksum, of an upload in parts,
 * is one of the parts' checksums and says nothing that could be compared.
 */
export function statedFingerprints(answer: Stated): string[] {
  const etag = answer.ETag?.replaceAll('"', '').toLowerCase() ?? ''
  const plain =
    answer.SSECustomerAlgorithm === undefined && !answer.ServerSideEncryption?.startsWith('aws:kms')
  const whole = answer.ChecksumType !== 'COMPOSITE'
  return [
    plain && /^[0-9a-f]{32}$/.test(etag) ? `md5:${etag}` : undefined,
    whole ? fromBase64('sha1', answer.ChecksumSHA1, 20) : undefined,
    whole ? fromBase64('sha256', answer.ChecksumSHA256, 32) : undefined,
  ].filter((fingerprint) => fingerprint !== undefined)
}

/** S3 writes checksums in base64, composite ones with `-N` after it. */
function fromBase64(algorithm: string, text: string | undefined, bytes: number): string | undefined {
  if (text === undefined || !/^[A-Za-z0-9+/]+=*$/.test(text)) return undefined
  const digest = Buffer.from(text, 'base64')
  return digest.length === bytes ? `${algorithm}:${digest.toString('hex')}` : undefined
}

/**
 * Reads `x-amz-restore`, which only archived objects carry once a restoration was asked for.
 *
 * @returns whether the restored copy is there; null when nothing is said
 */
export function restoredOf(header: string | undefined): boolean | null {
  return header === undefined ? null : /ongoing-request="false"/.test(header)
}
