/**
 * As much of the AWS CLI as recover.sh uses, with its traps: a value that begins with the address of a file is
 * replaced by what the file holds, the source of a copy is percent-encoded here, but for its version id, and the
 * option for JSON is known only as a word by itself.
 */
import { createWriteStream, readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

if (process.argv.some((argument) => argument.startsWith('--cli-input-json=')))
  throw new Error('the following arguments are required: --bucket, --key') // as the CLI has it

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    bucket: text,
    key: text,
    'copy-source': text,
    'version-id': text,
    body: text,
    'endpoint-url': text,
    region: text,
    'cli-input-json': text,
  },
})

const value = (given: string | undefined) =>
  given?.startsWith('file://') === true ? readFileSync(given.slice(7), 'utf8') : given
const given = JSON.parse(value(values['cli-input-json']) ?? '{}')
const named = {
  Bucket: value(values.bucket) ?? given.Bucket,
  Key: value(values.key) ?? given.Key,
  VersionId: value(values['version-id']) ?? given.VersionId,
}

const [service, command, file = ''] = positionals
if (service !== 's3api') throw new Error(`not understood: ${positionals.join(' ')}`)
const client = new S3Client({
  endpoint: values['endpoint-url'] ?? '',
  region: values.region ?? '',
  forcePathStyle: true,
})
switch (command) {
  case 'copy-object':
    await client.send(
      new CopyObjectCommand({ ...named, CopySource: quoted(value(values['copy-source']) ?? '') }),
    )
    break
  case 'get-object': {
    const { Body } = await client.send(new GetObjectCommand(named))
    await pipeline(Body as Readable, createWriteStream(file))
    break
  }
  case 'put-object':
    await client.send(new PutObjectCommand({ ...named, Body: readFileSync(values.body ?? '') }))
    break
  default:
    throw new Error(`not understood: ${positionals.join(' ')}`)
}
client.destroy()

function quoted(source: string): string {
  const at = source.search(/\?versionId=\S+$/)
  const name = at < 0 ? source : source.slice(0, at)
  const encoded = encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%7E', '~')
  return encoded + source.slice(name.length)
}
