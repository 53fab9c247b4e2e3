import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** Signed by nobody; made with `openssl req -x509`, valid until 2126. The key guards nothing. */
const pem = (name: string) => readFileSync(new URL(`../certificate/${name}.pem`, import.meta.url))

export type Impostor = { port: number; close(): Promise<void> }

/** What answers in place of the storage, or of the database, behind a certificate that nobody vouches for. */
export async function startImpostor(of: 'storage' | 'database'): Promise<Impostor> {
  const credentials = { key: pem('key'), cert: pem('certificate') }
  const server =
    of === 'storage'
      ? createHttpsServer(credentials, (_, response) => response.end('<ListBucketResult></ListBucketResult>'))
      : createServer((socket) => socket.once('data', () => greet(socket, credentials)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}

/** The answer to PostgreSQL's SSLRequest: yes. */
function greet(socket: Socket, credentials: { key: Buffer; cert: Buffer }): void {
  socket.on('error', () => {})
  socket.write('S')
  new TLSSocket(socket, { isServer: true, ...credentials }).on('error', () => socket.destroy())
}
