import { createHash, createHmac, hash } from 'node:crypto'
import { Agent, request } from 'node:http'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Ask, Asker, RawAnswer, SignedRequest } from './ask.ts'

type Credential = { accessKeyId: string; secretAccessKey: string }

/** One of the two servers that are compared. */
export type Server = {
  name: string
  /** `http://host:port` */
  endpoint: string
  region: string
  owner: Credential
  /** Absent where nobody but the owner is known to the server. */
  reader: Credential | undefined
  /** The names of the buckets, the same on both servers. */
  buckets: Record<'estate' | 'scratch' | 'absent', string>
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 })

/**
 * Sends a request as it stands (nothing is normalised, retried or decoded, as an SDK would) and gives the answer as
 * it comes. Throws what the network throws.
 */
export async function ask(server: Server, asked: Ask): Promise<RawAnswer> {
  const signed = await sign(server, asked)
  const { target, headers, body } = asked.tamper?.(signed) ?? signed
  const { hostname, port } = new URL(server.endpoint)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, agent, method: asked.method, path: target, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function sign(server: Server, asked: Ask): Promise<SignedRequest> {
  const { method, bucket = 'estate', key, query = {}, headers = {}, as = 'owner' } = asked
  const body = asked.body ?? Buffer.alloc(0)
  const path = `/${[bucket && server.buckets[bucket], ...(key?.split('/') ?? [])].map(encode).join('/')}`
  const { hostname, host } = new URL(server.endpoint)
  const unsigned = {
    method,
    protocol: 'http:',
    hostname,
    path,
    query,
    headers: {
      host,
      'x-amz-content-sha256': hash('sha256', body),
      ...(body.length > 0 || method === 'PUT' ? { 'content-length': String(body.length) } : {}),
      ...headers,
    },
  }
  const credentials = credentialOf(server, as)
  const search = Object.entries(query).map((pair) => pair.map(encode).join('='))
  const target = search.length === 0 ? path : `${path}?${search.join('&')}`
  if (credentials === undefined) return { target, headers: unsigned.headers, body }
  const signer = new SignatureV4({
    service: 's3',
    region: asked.region ?? server.region,
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: true,
  })
  const signingDate = new Date(Date.now() + (asked.minutesOff ?? 0) * 60_000)
  const { headers: signed } = await signer.sign(unsigned, { signingDate })
  return { target, headers: signed as Record<string, string>, body }
}

function credentialOf({ owner, reader }: Server, as: Asker): Credential | undefined {
  switch (as) {
    case 'owner':
      return owner
    case 'reader':
      if (reader === undefined) throw new Error('this server knows no reader')
      return reader
    case 'wrong-secret':
      return { ...owner, secretAccessKey: 'guessed' }
    case 'unknown-key':
      return { accessKeyId: 'NOBODYHASTHISKEY0000', secretAccessKey: 'guessed' }
    case 'nobody':
      return undefined
  }
}

/** RFC 3986, as S3 signs: everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Node's hash in the form that the signer expects. */
class Sha256 {
  readonly #hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string)
  }
  update(data: Uint8Array): void {
    this.#hash.update(data)
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }
  reset(): void {}
}
