import { ask, type Server } from './server.ts'

/**
 * Grants the server's reader s3:GetObject on every object of a bucket, and nothing else. The stand-in knows no
 * policies: there a credential has its rights from the start.
 */
export async function allowReading(server: Server, bucket: 'estate'): Promise<void> {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam:::user/reader'] },
        Action: ['s3:GetObject'],
        Resource: [`arn:aws:s3:::${server.buckets[bucket]}/*`],
      },
    ],
  }
  const body = Buffer.from(JSON.stringify(policy))
  const { status } = await ask(server, { method: 'PUT', bucket, query: { policy: '' }, body })
  if (status !== 204 && status !== 200) throw new Error(`the bucket policy was refused with ${status}`)
}
