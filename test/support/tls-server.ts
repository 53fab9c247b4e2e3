import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'

const FOLDER = join(import.meta.dirname, 'tls')

/** The certificate of the private authority that signed the server's; made for the tests, good for localhost until 2126. */
export const AUTHORITY = join(FOLDER, 'authority.pem')

export const SERVER_IDENTITY = {
  key: readFileSync(join(FOLDER, 'server-key.pem')),
  cert: readFileSync(join(FOLDER, 'server.pem')),
}

/**
 * Speaks TLS in front of a server that does not.
 *
 * @param target such as `http://127.0.0.1:9000`
 * @returns its port of localhost, and how to end it
 */
export async function startTlsFront(target: string): Promise<{ port: number; close(): Promise<void> }> {
  const { hostname, port } = new URL(target)
  const server = createServer(SERVER_IDENTITY, (client) => {
    const onward = connect(Number(port), hostname)
    for (const socket of [client, onward]) socket.on('error', () => {})
    client.pipe(onward).pipe(client)
  })
  server.on('tlsClientError', () => {}) // a client that does not trust us
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close()
    },
  }
}
