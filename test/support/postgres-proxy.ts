import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** One message of the server: https://www.postgresql.org/docs/current/protocol-message-formats.html */
export type ServerMessage = {
  /** Its letter: `d` is one row of a COPY, `D` one of a query, `Z` says that the server is ready for more. */
  type: string
  /** The number of the connection, from 1. */
  connection: number
  /** Which message of its type this is on its connection, from 1. */
  n: number
}

/** What becomes of a message: it is passed on, left out, held back for ever with all later ones, or the connection is reset before it; or an error (SQLSTATE, message) comes in its place, and then the end. */
export type MessageFate = 'pass' | 'drop' | 'hang' | 'cut' | { error: string; message: string }

export type PostgresProxy = {
  /** The URL of the real server, by way of the proxy. */
  url: string
  /** Asked for each message of the server, which waits for it. At first it passes everything. */
  rule: (message: ServerMessage) => MessageFate | Promise<MessageFate>
  /** Are new connections reset? */
  refuses: boolean
  /** Resets all connections there are. */
  cut(): void
  close(): Promise<void>
}

/**
 * A proxy in front of a PostgreSQL server that understands the server's half of the protocol: for tests of what a
 * network, or a server that goes away, does to a client.
 *
 * @param target the URL of the real server; TLS is not supported
 */
export async function startPostgresProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((client) => {
    if (proxy.refuses) return void client.resetAndDestroy()
    const upstream = connect(Number(port), hostname)
    const cut = () => {
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', cut)
      socket.on('close', () => {
        sockets.delete(socket)
        cut()
      })
    }
    client.pipe(upstream)
    const connection = ++connections
    void passMessages(upstream, client, (type, n) => proxy.rule({ type, n, connection }), cut).catch(cut)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const proxy: PostgresProxy = {
    url: url.href,
    rule: () => 'pass',
    refuses: false,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      proxy.cut()
      await closed
    },
  }
  return proxy
}

async function passMessages(
  upstream: Socket,
  client: Socket,
  fateOf: (type: string, n: number) => MessageFate | Promise<MessageFate>,
  cut: () => void,
): Promise<void> {
  const counts = new Map<string, number>()
  let rest = Buffer.alloc(0)
  for await (const chunk of upstream as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const message = rest.subarray(0, rest.readInt32BE(1) + 1)
      rest = rest.subarray(message.length)
      const type = String.fromCharCode(message[0] ?? 0)
      const n = (counts.get(type) ?? 0) + 1
      counts.set(type, n)
      const fate = await fateOf(type, n)
      if (fate === 'hang') return
      if (fate === 'cut') return cut()
      if (typeof fate === 'object') {
        client.end(errorMessage(fate.error, fate.message))
        return
      }
      if (fate === 'pass') client.write(message)
    }
  }
  client.end()
}

function errorMessage(code: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
