import { once } from 'node:events'
import {
  Agent,
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a rule sees of a request. */
export type ProxiedRequest = {
  method: string
  /** Path and query as they came. */
  url: string
  headers: IncomingHttpHeaders
  /** Which request this is since the proxy started, from 1. */
  n: number
}

/**
 * What happens to a request: it is passed on; its connection is reset at once; it is never answered;
 * the proxy answers itself; it is passed on and reset, or left without another byte, after so many bytes of the
 * answer's body; it is passed on but for so many bytes at the end, and reset; it is passed on a chunk (bytes) at a time
 * (milliseconds); or its answer's body is another one.
 */
export type Fault =
  | 'pass'
  | 'reset'
  | 'hang'
  | { status: number; body?: string; headers?: Record<string, string> }
  | { passThenResetAfter: number }
  | { passThenHangAfter: number }
  | { passAllBut: number }
  | { passSlowly: { chunk: number; every: number } }
  | { rewrite: (body: string) => string }

type Passing = Exclude<Fault, 'reset' | 'hang' | { status: number }>

export type FaultRule = (request: ProxiedRequest) => Fault | Promise<Fault>

export type FaultProxy = {
  /** `http://127.0.0.1:<port>` */
  endpoint: string
  /** Asked for each request, which waits for it; may be exchanged at any time. At first it passes everything. */
  rule: FaultRule
  /**
   * In the order of the rule's answers, each with what it said; `changed`: whether a rewrite gave another body, or there
   * was so much to cut.
   */
  requests: (ProxiedRequest & { fault: Fault; changed?: boolean })[]
  /** Cuts what is open, hanging requests too. */
  close(): Promise<void>
}

/**
 * An HTTP proxy in front of an S3 endpoint, for tests of what a network or a server in trouble does
 * to a client. The request line and the headers, Host among them, are passed on as they came: so a
 * request signed for the proxy's endpoint verifies at the target. A failure of the target itself
 * looks like a reset.
 *
 * @param target such as `http://127.0.0.1:9000`; https is not supported
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target)
  // No keep-alive to the target: a connection that it closes while idle would be a fault of our own making.
  const agent = new Agent({ keepAlive: false })
  const server = createServer({ maxHeaderSize: 64 * 1024, keepAliveTimeout: 60_000 })
  let n = 0
  server.on('request', async (message, response) => {
    const { method = '', url = '', headers } = message
    const request = { method, url, headers, n: ++n }
    const fault = await proxy.rule(request)
    const record: FaultProxy['requests'][number] = { ...request, fault }
    proxy.requests.push(record)
    if (fault === 'hang') return
    if (fault === 'reset') message.socket.resetAndDestroy()
    else if (fault !== 'pass' && 'status' in fault)
      response.writeHead(fault.status, fault.headers).end(fault.body)
    else pass(message, response, fault, record)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const proxy: FaultProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rule: () => 'pass',
    requests: [],
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
  return proxy

  function pass(
    message: IncomingMessage,
    response: ServerResponse,
    fault: Passing,
    record: { changed?: boolean },
  ): void {
    const { method, url, rawHeaders } = message
    const cut = () => message.socket.resetAndDestroy()
    const onward = forward({ hostname, port, agent, method, path: url, headers: rawHeaders, setHost: false })
    onward.on('error', cut)
    onward.on('response', (answer) => {
      answer.on('error', cut)
      if (fault !== 'pass' && 'rewrite' in fault)
        return void passRewritten(answer, response, (body) => {
          const rewritten = fault.rewrite(body)
          record.changed = rewritten !== body
          return rewritten
        })
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
      if (fault === 'pass') answer.pipe(response)
      else if ('passSlowly' in fault) passSlowly(answer, response, fault.passSlowly)
      else if ('passAllBut' in fault) void passAllBut(answer, response, fault.passAllBut, cut, record)
      else if ('passThenHangAfter' in fault)
        passBytes(answer, response, fault.passThenHangAfter, () => {}, record)
      else passBytes(answer, response, fault.passThenResetAfter, cut, record)
    })
    message.pipe(onward)
    response.on('close', () => onward.destroy())
  }
}

async function passSlowly(
  answer: IncomingMessage,
  response: ServerResponse,
  { chunk, every }: { chunk: number; every: number },
): Promise<void> {
  for await (const bytes of answer as AsyncIterable<Buffer>) {
    for (let at = 0; at < bytes.length; at += chunk) {
      response.write(bytes.subarray(at, at + chunk))
      await sleep(every)
    }
  }
  response.end()
}

async function passRewritten(
  answer: IncomingMessage,
  response: ServerResponse,
  rewrite: (body: string) => string,
): Promise<void> {
  const body = rewrite(await text(answer))
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers
  response.writeHead(answer.statusCode ?? 502, headers).end(body)
}

async function passAllBut(
  answer: IncomingMessage,
  response: ServerResponse,
  last: number,
  cut: () => void,
  record: { changed?: boolean },
): Promise<void> {
  const body = await buffer(answer)
  record.changed = body.length > last
  response.write(body.subarray(0, Math.max(0, body.length - last)))
  setTimeout(cut, 20)
}

/** The reset waits until what is to arrive has left: a reset overtakes bytes that the peer has not read yet. */
function passBytes(
  answer: IncomingMessage,
  response: ServerResponse,
  limit: number,
  cut: () => void,
  record: { changed?: boolean },
): void {
  let left = limit
  record.changed = false
  response.flushHeaders()
  answer.on('data', (chunk: Buffer) => {
    if (left > 0) response.write(chunk.subarray(0, left))
    left -= chunk.length
    if (left <= 0) {
      record.changed = true
      answer.pause()
      setTimeout(cut, 20)
    }
  })
  answer.on('end', () => response.end())
}
