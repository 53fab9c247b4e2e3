import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { SERVER_IDENTITY } from './tls-server.ts'

export type SqlRecorder = {
  /** The database's URL, through the recorder. */
  url: string
  /** The text of every statement that was sent, by whichever protocol, in order. */
  statements: string[]
  /** Messages other than those that a statement, its values and its result need: none is expected. */
  others: string[]
  close(): Promise<void>
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-SSLREQUEST */
const SSL_REQUEST = 80877103

/**
 * A PostgreSQL server, to a client, that passes everything on and writes down which statements go by. It speaks TLS with
 * who asks for it.
 *
 * @param url of the real one
 */
export async function startSqlRecorder(url: string): Promise<SqlRecorder> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer(async (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    const [first] = (await once(socket, 'data')) as [Buffer]
    socket.pause()
    const wantsTls = first.length === 8 && first.readInt32BE(4) === SSL_REQUEST
    if (!wantsTls) socket.unshift(first)
    else socket.write('S')
    pass(wantsTls ? new TLSSocket(socket, { isServer: true, ...SERVER_IDENTITY }) : socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const recorded = new URL(url)
  recorded.hostname = 'localhost'
  recorded.port = String((server.address() as AddressInfo).port)
  const recorder: SqlRecorder = {
    url: recorded.href,
    statements: [],
    others: [],
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return recorder

  function pass(client: Duplex): void {
    const onward = connect(Number(target.port), target.hostname)
    const messages = new Messages(recorder)
    for (const stream of [client, onward]) stream.on('error', () => onward.destroy())
    client.on('data', (bytes: Buffer) => messages.take(bytes))
    client.pipe(onward).pipe(client)
  }
}

/** Cuts what a client sends into messages: https://www.postgresql.org/docs/current/protocol-message-formats.html */
class Messages {
  readonly #recorder: SqlRecorder
  #pending = Buffer.alloc(0)
  #started = false

  constructor(recorder: SqlRecorder) {
    this.#recorder = recorder
  }

  take(bytes: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, bytes])
    for (;;) {
      const head = this.#started ? 1 : 0 // the first message of a session has no type
      if (this.#pending.length < head + 4) return
      const end = head + this.#pending.readInt32BE(head)
      if (this.#pending.length < end) return
      if (this.#started)
        this.#record(String.fromCharCode(this.#pending[0] ?? 0), this.#pending.subarray(5, end))
      this.#started = true
      this.#pending = this.#pending.subarray(end)
    }
  }

  #record(type: string, body: Buffer): void {
    if (type === 'Q') this.#recorder.statements.push(texts(body)[0] ?? '')
    else if (type === 'P')
      this.#recorder.statements.push(texts(body)[1] ?? '') // the name comes first
    else if (!PLUMBING.includes(type)) this.#recorder.others.push(type)
  }
}

/** Bind, Describe, Execute, Sync, Flush, Close, Terminate, password. Not: COPY data, COPY done, function call. */
const PLUMBING = ['B', 'D', 'E', 'S', 'H', 'C', 'X', 'p']

function texts(body: Buffer): string[] {
  return body.toString('utf8').split('\0')
}
